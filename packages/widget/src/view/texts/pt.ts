import type { Texts } from './en.ts'

/** What the elements say in Portuguese. */
export const pt: Texts = {
  legend: 'As suas escolhas',
  who: 'Quem poderá contactá-lo:',
  yes: 'Sim',
  no: 'Não',
  agreement: 'Sobre este consentimento',
  recording: 'Sobre a gravação de chamadas',
  data: 'Sobre os seus dados e os seus direitos',
  newWindow: 'nova janela',
  required: 'resposta obrigatória',
  missing: 'Escolha sim ou não.',
  loading: 'As suas escolhas estão a carregar.',
  again: 'Escolha de novo.',
  queued: 'A sua resposta fica neste dispositivo até a ligação voltar.',
  recorded: 'A sua resposta está registada.',
  number: 'Número do recibo:',
  manage: 'Vê-la ou retirá-la',
  print: 'Imprimir',
}

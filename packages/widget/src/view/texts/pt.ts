import type { Texts } from './en.ts'

/** What the elements say in Portuguese. */
export const pt: Texts = {
  legend: 'As suas escolhas',
  who: 'Quem poderá entrar em contacto consigo:',
  yes: 'Sim',
  no: 'Não',
  agreement: 'Sobre este consentimento',
  recording: 'Sobre a gravação de chamadas',
  data: 'Sobre os seus dados e os seus direitos',
  newWindow: 'nova janela',
  required: 'resposta obrigatória',
  missing: 'Escolha sim ou não.',
  loading: 'As suas escolhas estão a ser carregadas.',
  again: 'Escolha de novo.',
  queued: 'A sua resposta fica guardada neste dispositivo até a ligação ser restabelecida.',
  recorded: 'A sua resposta foi registada.',
  refused: 'A sua resposta não está registada: corrija o telefone ou o endereço de e-mail.',
  number: 'Número do comprovativo:',
  manage: 'Consultá-la ou retirá-la',
  print: 'Imprimir',
}

import { writeFile } from 'node:fs/promises'
import { CallFault, type Call, type Command, type ExitCode } from '@constat/verifier'
import { formatVkey } from '@constat/tlog'
import { formatWitnessKey, generateWitnessKey, type WitnessKey } from './witness-key.ts'

const generate = (name: string): WitnessKey => {
  try {
    return generateWitnessKey(name)
  } catch (error) {
    throw new CallFault(
      {
        fr: 'Un nom de témoin n’a ni espace ni « + », comme temoin.example.fr/1.',
        en: 'The name of a witness has neither spaces nor a plus, such as witness.example.com/1.',
      },
      { cause: error },
    )
  }
}

const run = async ({ operands, io }: Call): Promise<ExitCode> => {
  const [name = '', path = ''] = operands
  const key = generate(name)
  try {
    await writeFile(path, formatWitnessKey(key), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    throw new CallFault(
      {
        fr: `${path} ne peut être créé ; une clé qui est là n’est jamais remplacée.`,
        en: `${path} cannot be made; a key that is there is never replaced.`,
      },
      { cause: error },
    )
  }
  io.out(`${formatVkey(key.vkey)}\n`)
  return 0
}

/** `witness keygen`: makes the key of a witness and prints the public half, which policies name. */
export const witnessKeygenCommand: Command = {
  name: 'witness keygen',
  about: {
    fr: 'Fait la clé d’un témoin et affiche sa moitié publique, que nomment les politiques.',
    en: 'Makes the key of a witness and prints its public half, which policies name.',
  },
  operands: [
    {
      name: 'NAME',
      about: {
        fr: 'le nom du témoin, une URL sans schéma',
        en: 'the name of the witness, a URL without scheme',
      },
    },
    { name: 'FILE', about: { fr: 'le fichier à créer', en: 'the file to make' } },
  ],
  options: {},
  run,
}

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
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CallFault(
      code === 'EEXIST'
        ? {
            fr: `${path} existe déjà, et une clé n’est jamais remplacée : nommez un autre fichier, ou déplacez celui-ci.`,
            en: `${path} is already there, and a key is never replaced: name another file, or move that one away.`,
          }
        : {
            fr: `${path} ne peut être créé (${code}) : nommez un fichier dans un dossier qui existe et où vous pouvez écrire.`,
            en: `${path} cannot be made (${code}): name a file in a folder that exists and that you may write to.`,
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

import { fold } from './wording.ts'

const RIGHTS: readonly RegExp[] = [
  /acce[ds]|auskunft/,
  /rectif|correct|berichtig/,
  /effac|suppr|eras|delet|losch/,
  /limit|restrict|einschrank/,
  /oppos|object|widerspr/,
  /portab|ubertrag/,
]

/** Whether all six rights of GDPR art. 13(2)(b) are named. */
export const namesSixRights = (text: string): boolean => {
  const said = fold(text)
  return RIGHTS.every((pattern) => pattern.test(said))
}

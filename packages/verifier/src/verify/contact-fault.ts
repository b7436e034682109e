import type { InputIssue } from '@constat/core/problem'
import type { Said } from '../command/said.ts'

// In French what core says in English of a contact that is none.
const FRENCH: { readonly [rule: string]: string } = {
  'phone-empty': 'Donnez un numéro de téléphone.',
  'phone-letters': 'Écrivez le numéro en chiffres seulement, sans mot ni lettre.',
  'phone-extension': 'Donnez le numéro sans son poste.',
  'phone-characters':
    'Écrivez un seul numéro : chiffres, espaces, points, tirets, parenthèses et un + au début.',
  'phone-unknown-country':
    'Commencez par l’indicatif d’un pays, comme +33, ou par 0 pour un numéro français.',
  'phone-too-short': 'Il manque des chiffres au numéro.',
  'phone-too-long': 'Le numéro a trop de chiffres ; donnez-en un seul.',
  'phone-impossible': 'Aucun numéro de ce pays n’a cette forme ; corrigez-le.',
  'email-empty': 'Donnez une adresse électronique.',
  'email-at-sign': 'Écrivez l’adresse avec un seul @ entre nom et domaine.',
  'email-characters': 'L’adresse contient un caractère qu’une adresse n’a pas ; corrigez-la.',
  'email-dots': 'Avant le @, pas de point au début, à la fin, ni deux de suite.',
  'email-domain': 'Ce qui suit le @ n’est pas un nom de domaine ; corrigez-le.',
  'email-too-long': 'L’adresse est trop longue.',
}

/** Why a contact is none, and what to write instead. */
export const contactFault = (issues: readonly InputIssue[]): Said => ({
  fr: issues.map(({ rule, message }) => FRENCH[rule] ?? message).join(' '),
  en: issues.map(({ message }) => message).join(' '),
})

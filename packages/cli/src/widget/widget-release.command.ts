import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `widget release`: for sites that serve the widget's file themselves. */
export const widgetReleaseCommand: Command = {
  name: 'widget release',
  about: {
    fr: 'Inscrit au journal l’empreinte d’un fichier du widget que vos pages vont charger, avant qu’elles ne le chargent.',
    en: 'Enters in the log the hash of a widget file that your pages are to load, before they load it.',
  },
  operands: [
    { name: 'FILE', about: { fr: 'le fichier constat.js', en: 'the file constat.js' } },
    { name: 'VERSION', about: { fr: 'sa version', en: 'its version' } },
  ],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-widget-release.ts')).runWidgetRelease(call),
}

const ZONES: { readonly [territory: string]: string } = {
  'FR-MET': 'Europe/Paris',
  'FR-ALSACE-MOSELLE': 'Europe/Paris',
  'FR-GP': 'America/Guadeloupe',
  'FR-MF': 'America/Marigot',
  'FR-BL': 'America/St_Barthelemy',
  'FR-MQ': 'America/Martinique',
  'FR-GF': 'America/Cayenne',
  'FR-RE': 'Indian/Reunion',
  'FR-YT': 'Indian/Mayotte',
  'FR-PM': 'America/Miquelon',
}

/** The time zone of a part of France (tz database, zone1970.tab); undefined where the territory does not tell it. */
export const zoneOfTerritory = (territory: string | null): string | undefined =>
  territory === null ? undefined : ZONES[territory]

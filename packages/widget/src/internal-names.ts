/**
 * Names of members that never leave the file: the build writes them short. Nothing of the page, the platform, the server's
 * schema or the notice may be called so; a test holds the list against them.
 */
export const INTERNAL_NAMES =
  /^(_\$|(trouble|lookAtAct|lookAtRest|readText|circumstances|onText|onSeen|onNotice|onTrouble|onRecorded|onQueued|onOutdated|onChallenge|onFocus|onSubmit|onReturn|isRepeat|carried|setData|complain|ageMs)$)/

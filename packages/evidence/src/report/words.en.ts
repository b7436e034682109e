import type { Words } from './words.ts'

export const EN: Words = {
  colon: ': ',
  verdict: {
    verified: 'This certificate is verified.',
    warning: 'This certificate is verified, but it shows no agreement.',
    refused: 'This certificate is refused.',
  },
  headings: {
    failure: 'Why it is refused',
    proved: 'What it proves',
    claimed: 'What is only claimed',
    notCovered: 'What it does not cover',
    contact: 'Contact',
    answers: 'Answers',
    notice: 'What the person was shown',
    axes: 'How strong it is',
    steps: 'What was checked, in order',
  },
  axes: { log: 'Public log', time: 'Time', none: 'nothing established' },
  log: {
    SIGNED: 'SIGNED: by the server alone',
    LOGGED: 'LOGGED: entered in the log, which its operator alone vouches for',
    WITNESSED: 'WITNESSED {count} of {of}: witnesses that you named saw it',
  },
  time: {
    CLAIMED: 'CLAIMED: no time-stamping authority you trust says so',
    TIMESTAMPED: 'TIMESTAMPED: by an authority you trust',
    QUALIFIED:
      'QUALIFIED: on {time|time} at the latest, by an authority that your trusted list names as qualified (eIDAS art. 41)',
  },
  steps: {
    form: 'The file is a whole, well-formed certificate',
    signature: 'The statement is signed by a key you trust',
    payload: 'The statement is in the known format',
    disclosures: 'What is shown is what the statement committed to',
    log: 'The statement is in the promised log',
    witnesses: 'The witnesses you ask for have seen that log',
    timestamps: 'The time stamps hold',
    bracket: 'The times that others attest agree, and with the key',
    notice: 'The notice is the one that was named',
    publications: 'What was published stands in the log before',
    lead: 'The certificate is about the lead in hand',
  },
  outcomes: {
    PASSED: 'yes',
    NOTHING_TO_CHECK: 'nothing to check',
    FAILED: 'NO',
    NOT_REACHED: 'not looked at',
  },
  subjects: {
    certificate: '',
    anchor: 'the earlier checkpoint',
    'notice.published': 'the publication of the notice',
    'widget.released': 'the release of the form software',
  },
  faults: {
    'certificate-zipped': 'This is the ZIP: take certificate.json out of it.',
    'certificate-not-utf8': 'Save it as UTF-8.',
    'key-unknown':
      'It is signed by a key that you do not trust. If the seller changed its key: constat trust fetch URL, or its new trust files.',
    'signature-invalid': 'The signature does not hold: something was changed after signing.',
    'disclosure-unmatched': 'Something shown was not in the statement when it was signed.',
    'event-not-a-submission': 'It records no answers, but a withdrawal, an objection or the like.',
    'log-unknown': 'It is in a log that you do not trust.',
    'log-mismatch': 'It is in another log than was promised.',
    'inclusion-invalid': 'The log does not hold this statement at that place.',
    'issuer-mismatch': 'Its issuer is not on the host of the log.',
    'quorum-not-met': 'Fewer witnesses than you ask for have seen that log.',
    'timestamp-invalid': 'A time stamp is broken or is over something else.',
    'bracket-empty': 'It would have been made after it was logged.',
    'key-not-yet-valid': 'It says it was signed before its key began to sign.',
    'key-expired': 'Nothing shows that it was signed before the key was replaced, expired or was revoked.',
    'notice-missing': 'The notice that was shown is missing.',
    'related-not-before': 'It stands in the log after the consent, or in another log.',
    'lead-phone-absent': 'The certificate shows no phone number.',
    'lead-phone-mismatch': 'The phone number is not that of your lead.',
    'lead-email-absent': 'The certificate shows no e-mail address.',
    'lead-email-mismatch': 'The e-mail address is not that of your lead.',
    'recipient-not-named': 'No answer shown here agrees to contact by that recipient.',
  },
  findings: {
    signed: '{server} signed this statement, and not one bit of it has changed since.',
    'contact-committed': 'The contact {value} is the one in the statement since it was signed.',
    'contact-equal':
      'The contact {value} is the one in the statement since it was signed, and that of your lead.',
    'answers-committed': 'The answers shown ({count}) are those in the statement since it was signed.',
    logged:
      'The statement is entry {index} of the log {origin}, which then had {size}: it can no longer be changed or taken out without contradicting what the log signed.',
    witnessed:
      'The witnesses that you named ({names}) saw that same log, so its operator shows you no other.',
    'existed-by':
      'The statement existed on {time|time} at the latest, says a witness or an authority not known as qualified.',
    'existed-qualified': 'The statement existed on {time|time} at the latest, says a qualified authority.',
    'made-after':
      'The statement was made after a state of the log that your witnesses first saw on {time|time}, unless the operator had kept it back.',
    'notice-exact': 'The notice "{key}" shown below is, to the letter, the one that the statement names.',
    'notice-before':
      'That notice stands in the log before the consent (published on {time|time}, says the server).',
    'widget-before':
      'The form software stands in the log before the consent (published on {time|time}, says the server).',
    'recipient-named': 'An answer shown here agrees to contact by {recipient}.',
    'event-consent.given': 'The server recorded it as a consent.',
    'event-consent.refused': 'The server recorded it as a refusal.',
    'recorded-inside':
      'The server says that it recorded this on {time|time}; what others say of the time agrees.',
    'recorded-outside':
      'The server says that it recorded this on {time|time}: NOT SUPPORTED, what others say of the time contradicts it.',
    'recorded-future':
      'The server says that it recorded this on {time|time}: NOT SUPPORTED, your clock is not there.',
    'recorded-unchecked': 'The server says that it recorded this on {time|time}; nobody else says so.',
    occurred: 'Whoever sent it in says that it happened on {time|time}.',
    'provenance-SITE_CHALLENGED':
      "It came from a browser on {site}, in answer to a challenge used once. Anyone can type in someone else's number there.",
    'provenance-SITE_LATE':
      "It came from a browser on {site}, in answer to a challenge of {time|time} used once, and arrived late. Anyone can type in someone else's number there.",
    'provenance-SERVER_ATTESTED':
      "The site's own server reported it; the proof server did not see the person answer.",
    'provenance-CONFIRMED': 'The person answered a code or link sent to this contact, says the server.',
    'provenance-CERTIFIED': 'It was brought in with another certificate that verified, says the server.',
    'provenance-IMPORTED': 'It was brought in from elsewhere, on the word of whoever did.',
    'grade-ASSURED':
      "The form software measured that the questions granted were in view, uncovered, legible and answered by hand. It runs in the site's page, and so on the site's word.",
    'grade-FLAGGED':
      'The form software measured something that contradicts a free and clear answer: hidden, covered, illegible or altered text, or an act not by hand.',
    'grade-INCOMPLETE': 'Nothing was measured of how the form looked.',
    'widget-said': 'The page says that version {version} of the form software ran in it.',
    'imputability-weak': 'That the person who answered is the holder of this contact: nothing here shows it.',
    'imputability-factor': 'Who held this contact when the code was answered.',
    'withdrawal-unknown':
      'Whether the consent was withdrawn or objected to since: that cannot be known offline. Ask before contacting.',
    'lawfulness-unjudged':
      'Whether the wording is lawful, and whether, when and how you may contact the person.',
    'holder-unbound': 'Whom else this certificate was given to: nothing binds it to one buyer.',
    'page-unseen': 'What the rest of the page showed around the notice.',
    'history-unwitnessed': 'That the log shows everyone the same history: no witness says so.',
    'time-unattested': 'When it existed: nobody but the server says so.',
    'time-unqualified':
      'The presumption of accuracy of a qualified time stamp (eIDAS art. 41): your list names none.',
    'anchor-absent':
      'That it is not older than it says: the earlier state of the log that it names did not come along.',
    'start-unattested': 'That it is not older than it says: no witness says so.',
    'timestamps-untrusted': 'Time stamps by authorities that you do not trust: {count}.',
    'timestamps-policy': 'Time stamps under policies that you do not trust: {policies}.',
    'timestamps-unexamined': 'Time stamps that were not looked at: {count}.',
    'notice-before-unknown': 'That the notice was public before the consent.',
    'widget-before-unknown': 'That the form software was public before the consent.',
    'publication-unbelieved':
      'A publication whose key is believed no more, or that too few witnesses saw: {event}.',
    'answers-not-shown': 'What the person answered: nothing here shows it.',
    'lead-not-compared': 'Whether it is about your lead: nothing was given to compare.',
    'hints-differ':
      'The certificate brings along keys that you do not trust. They were not used; ask who issued them.',
  },
  contacts: { phone: 'Phone', email: 'E-mail' },
  comparisons: {
    EQUAL: 'that of your lead',
    DIFFERENT: 'NOT that of your lead',
    NONE: 'not compared',
  },
  answers: {
    GRANTED: 'consents',
    REFUSED: 'refuses',
    UNANSWERED: 'did not answer',
    NOT_ASKED: 'was not asked',
  },
  channels: {
    AUTOMATED_CALL: 'automated call',
    LIVE_CALL: 'call',
    SMS: 'SMS',
    EMAIL: 'e-mail',
    FAX: 'fax',
    POST: 'post',
    SOCIAL_MESSAGE: 'social message',
  },
  slot: 'agreed time: {start} to {end}',
  layers: {
    agreement: 'About your agreement',
    recording: 'About recording',
    data: 'About your data',
  },
  advertisers: 'for {names}',
}

import type { Words } from './words.ts'

export const FR: Words = {
  colon: ' : ',
  verdict: {
    verified: 'Ce certificat est vérifié.',
    warning: 'Ce certificat est vérifié, mais il ne montre aucun accord.',
    refused: 'Ce certificat est refusé.',
  },
  headings: {
    failure: 'Pourquoi il est refusé',
    proved: 'Ce qu’il prouve',
    claimed: 'Ce qui est seulement déclaré',
    notCovered: 'Ce qu’il ne couvre pas',
    contact: 'Coordonnées',
    answers: 'Réponses',
    notice: 'Ce qui a été montré à la personne',
    axes: 'Sa force',
    steps: 'Ce qui a été contrôlé, dans l’ordre',
  },
  axes: { log: 'Journal public', time: 'Date', none: 'rien d’établi' },
  log: {
    SIGNED: 'SIGNED : par le seul serveur',
    LOGGED: 'LOGGED : inscrite au journal, dont seul l’exploitant répond',
    WITNESSED: 'WITNESSED {count} sur {of} : des témoins que vous avez nommés l’ont vu',
  },
  time: {
    CLAIMED: 'CLAIMED : aucune autorité d’horodatage de votre confiance ne l’atteste',
    TIMESTAMPED: 'TIMESTAMPED : par une autorité de votre confiance',
    QUALIFIED:
      'QUALIFIED : au plus tard le {time|time}, par une autorité que votre liste de confiance dit qualifiée (eIDAS, art. 41)',
  },
  steps: {
    form: 'Le fichier est un certificat entier et bien formé',
    signature: 'La déclaration est signée par une clé de votre confiance',
    payload: 'La déclaration suit le format connu',
    disclosures: 'Ce qui est montré est ce sur quoi la déclaration s’était engagée',
    log: 'La déclaration est au journal promis',
    witnesses: 'Les témoins que vous exigez ont vu ce journal',
    timestamps: 'Les horodatages sont valables',
    bracket: 'Les dates que d’autres attestent concordent, et avec la clé',
    notice: 'La notice est celle qui est nommée',
    publications: 'Ce qui a été publié est au journal avant',
    lead: 'Le certificat porte sur votre prospect',
  },
  outcomes: {
    PASSED: 'oui',
    NOTHING_TO_CHECK: 'rien à contrôler',
    FAILED: 'NON',
    NOT_REACHED: 'non examiné',
  },
  subjects: {
    certificate: '',
    anchor: 'l’état antérieur du journal',
    'notice.published': 'la publication de la notice',
    'widget.released': 'la publication du logiciel de formulaire',
  },
  faults: {
    'certificate-zipped': 'C’est le ZIP : sortez-en certificate.json.',
    'certificate-not-utf8': 'Enregistrez-le en UTF-8.',
    'key-unknown':
      'Elle est signée par une clé à laquelle vous ne faites pas confiance. Si le vendeur a changé de clé : constat trust fetch URL, ou ses nouveaux fichiers de confiance.',
    'signature-invalid': 'La signature ne tient pas : quelque chose a été modifié après elle.',
    'disclosure-unmatched': 'Un élément montré n’était pas dans la déclaration quand elle a été signée.',
    'event-not-a-submission': 'Elle n’enregistre aucune réponse, mais un retrait, une opposition ou autre.',
    'log-unknown': 'Elle est dans un journal auquel vous ne faites pas confiance.',
    'log-mismatch': 'Elle est dans un autre journal que celui promis.',
    'inclusion-invalid': 'Le journal ne contient pas cette déclaration à cette place.',
    'issuer-mismatch': 'Son émetteur n’est pas sur l’hôte du journal.',
    'quorum-not-met': 'Moins de témoins que vous n’en exigez ont vu ce journal.',
    'timestamp-invalid': 'Un horodatage est altéré ou porte sur autre chose.',
    'bracket-empty': 'Elle aurait été faite après son inscription au journal.',
    'key-not-yet-valid': 'Elle dit avoir été signée avant que sa clé ne commence à signer.',
    'key-expired':
      'Rien ne montre qu’elle a été signée avant le remplacement, l’expiration ou la révocation de la clé.',
    'notice-missing': 'La notice qui a été montrée manque.',
    'related-not-before': 'Elle est au journal après le consentement, ou dans un autre journal.',
    'lead-phone-absent': 'Le certificat ne montre aucun numéro de téléphone.',
    'lead-phone-mismatch': 'Le numéro de téléphone n’est pas celui de votre prospect.',
    'lead-email-absent': 'Le certificat ne montre aucune adresse électronique.',
    'lead-email-mismatch': 'L’adresse électronique n’est pas celle de votre prospect.',
    'recipient-not-named': 'Aucune réponse montrée ici n’accepte d’être contacté par ce destinataire.',
  },
  findings: {
    signed: '{server} a signé cette déclaration, et pas un bit n’en a changé depuis.',
    'contact-committed': 'La coordonnée {value} est celle de la déclaration depuis sa signature.',
    'contact-equal':
      'La coordonnée {value} est celle de la déclaration depuis sa signature, et celle de votre prospect.',
    'answers-committed': 'Les réponses montrées ({count}) sont celles de la déclaration depuis sa signature.',
    logged:
      'La déclaration est l’inscription {index} du journal {origin}, qui en avait alors {size} : elle ne peut plus être modifiée ni retirée sans contredire ce que le journal a signé.',
    witnessed:
      'Les témoins que vous avez nommés ({names}) ont vu ce même journal : son exploitant ne vous en montre pas un autre.',
    'existed-by':
      'La déclaration existait au plus tard le {time|time}, dit un témoin ou une autorité non connue comme qualifiée.',
    'existed-qualified': 'La déclaration existait au plus tard le {time|time}, dit une autorité qualifiée.',
    'made-after':
      'La déclaration est postérieure à un état du journal que vos témoins ont vu pour la première fois le {time|time}, sauf si l’exploitant l’avait gardé par-devers lui.',
    'notice-exact':
      'La notice « {key} » reproduite ci-dessous est, à la lettre, celle que la déclaration nomme.',
    'notice-before':
      'Cette notice est au journal avant le consentement (publiée le {time|time}, dit le serveur).',
    'widget-before':
      'Le logiciel de formulaire est au journal avant le consentement (publié le {time|time}, dit le serveur).',
    'recipient-named': 'Une réponse montrée ici accepte d’être contacté par {recipient}.',
    'event-consent.given': 'Le serveur l’a enregistrée comme un consentement.',
    'event-consent.refused': 'Le serveur l’a enregistrée comme un refus.',
    'recorded-inside':
      'Le serveur dit l’avoir enregistrée le {time|time} ; ce que d’autres disent de la date concorde.',
    'recorded-outside':
      'Le serveur dit l’avoir enregistrée le {time|time} : NON ÉTAYÉ, ce que d’autres disent de la date le contredit.',
    'recorded-future':
      'Le serveur dit l’avoir enregistrée le {time|time} : NON ÉTAYÉ, votre horloge n’y est pas.',
    'recorded-unchecked': 'Le serveur dit l’avoir enregistrée le {time|time} ; nul autre ne le dit.',
    occurred: 'Celui qui l’a transmise dit que cela s’est passé le {time|time}.',
    'provenance-SITE_CHALLENGED':
      'Elle vient d’un navigateur sur {site}, en réponse à un défi à usage unique. N’importe qui peut y saisir le numéro d’autrui.',
    'provenance-SITE_LATE':
      'Elle vient d’un navigateur sur {site}, en réponse à un défi à usage unique du {time|time}, et est arrivée tard. N’importe qui peut y saisir le numéro d’autrui.',
    'provenance-SERVER_ATTESTED':
      'Le serveur du site l’a rapportée ; le serveur de preuve n’a pas vu la personne répondre.',
    'provenance-CONFIRMED':
      'La personne a répondu à un code ou à un lien envoyé à cette coordonnée, dit le serveur.',
    'provenance-CERTIFIED':
      'Elle a été apportée avec un autre certificat, qui était valable, dit le serveur.',
    'provenance-IMPORTED': 'Elle a été apportée d’ailleurs, sur la parole de celui qui l’a fait.',
    'grade-ASSURED':
      'Le logiciel de formulaire a mesuré que les questions acceptées étaient à l’écran, non couvertes, lisibles et répondues à la main. Il s’exécute dans la page du site, donc sur la parole du site.',
    'grade-FLAGGED':
      'Le logiciel de formulaire a mesuré ce qui contredit une réponse libre et claire : texte caché, couvert, illisible ou altéré, ou acte qui n’est pas de la main.',
    'grade-INCOMPLETE': 'Rien n’a été mesuré de l’aspect du formulaire.',
    'widget-said': 'La page dit que la version {version} du logiciel de formulaire s’y exécutait.',
    'imputability-weak':
      'Que la personne qui a répondu soit le titulaire de cette coordonnée : rien ici ne le montre.',
    'imputability-factor': 'Qui détenait cette coordonnée quand le code a reçu sa réponse.',
    'withdrawal-unknown':
      'Si le consentement a été retiré, ou une opposition faite, depuis : cela ne peut se savoir hors ligne. Interrogez avant de contacter.',
    'lawfulness-unjudged':
      'Si le texte est licite, et si, quand et comment vous pouvez contacter la personne.',
    'holder-unbound': 'À qui d’autre ce certificat a été remis : rien ne le lie à un seul acheteur.',
    'page-unseen': 'Ce que le reste de la page montrait autour de la notice.',
    'history-unwitnessed': 'Que le journal montre à tous la même histoire : aucun témoin ne le dit.',
    'time-unattested': 'Quand elle existait : nul autre que le serveur ne le dit.',
    'time-unqualified':
      'La présomption d’exactitude d’un horodatage qualifié (eIDAS, art. 41) : votre liste n’en nomme aucun.',
    'anchor-absent':
      'Qu’elle ne soit pas plus ancienne qu’elle ne dit : l’état antérieur du journal qu’elle nomme manque.',
    'start-unattested': 'Qu’elle ne soit pas plus ancienne qu’elle ne dit : aucun témoin ne le dit.',
    'timestamps-untrusted': 'Des horodatages d’autorités auxquelles vous ne faites pas confiance : {count}.',
    'timestamps-policy':
      'Des horodatages de politiques auxquelles vous ne faites pas confiance : {policies}.',
    'timestamps-unexamined': 'Des horodatages non examinés : {count}.',
    'notice-before-unknown': 'Que la notice ait été publique avant le consentement.',
    'widget-before-unknown': 'Que le logiciel de formulaire ait été public avant le consentement.',
    'publication-unbelieved':
      'Une publication dont la clé ne fait plus foi, ou que trop peu de témoins ont vue : {event}.',
    'answers-not-shown': 'Ce que la personne a répondu : rien ici ne le montre.',
    'lead-not-compared': 'S’il porte sur votre prospect : rien n’a été donné à comparer.',
    'hints-differ':
      'Le certificat apporte des clés auxquelles vous ne faites pas confiance. Elles n’ont pas servi ; demandez qui les a émises.',
  },
  contacts: { phone: 'Téléphone', email: 'Courriel' },
  comparisons: {
    EQUAL: 'celui de votre prospect',
    DIFFERENT: 'n’est PAS celui de votre prospect',
    NONE: 'non comparé',
  },
  answers: {
    GRANTED: 'consent',
    REFUSED: 'refuse',
    UNANSWERED: 'n’a pas répondu',
    NOT_ASKED: 'n’a pas été interrogé',
  },
  channels: {
    AUTOMATED_CALL: 'appel automatisé',
    LIVE_CALL: 'appel',
    SMS: 'SMS',
    EMAIL: 'courriel',
    FAX: 'télécopie',
    POST: 'courrier',
    SOCIAL_MESSAGE: 'message sur un réseau social',
  },
  slot: 'moment convenu : du {start} au {end}',
  layers: {
    agreement: 'Sur votre accord',
    recording: 'Sur l’enregistrement',
    data: 'Sur vos données',
  },
  advertisers: 'pour {names}',
}

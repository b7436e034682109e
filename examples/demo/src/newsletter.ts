import type { NoticeDocument } from '@constat/core/notice'

const RIGHTS_URL = 'https://cuisines-marais.example/vos-donnees'

/** The words of the newsletter's notice in one language. */
type Words = {
  readonly goods: string
  readonly label: string
  readonly controller: string
  readonly purposes: string
  readonly basis: string
  readonly recipients: string
  readonly retention: string
  readonly rights: string
  readonly withdraw: string
  readonly withdrawLink: string
  readonly complaint: string
  readonly mandatory: string
  readonly afterDeath: string
}

const WORDS: { readonly [locale: string]: Words } = {
  fr: {
    goods: 'cuisines équipées',
    label:
      'Acceptez-vous que Cuisines du Marais SAS vous envoie par e-mail ses offres de cuisines équipées, pendant un an ?',
    controller:
      'Responsable de traitement : Cuisines du Marais SAS, 12 rue des Essais, 75004 Paris, bonjour@cuisines-marais.example.',
    purposes: 'Finalité : vous envoyer par e-mail nos offres de cuisines équipées.',
    basis: 'Base légale : votre consentement.',
    recipients: 'Destinataires : notre service commercial, et personne d’autre.',
    retention: 'Durée : un an au plus ; la preuve de votre réponse, trois ans.',
    rights:
      'Vos droits : accès, rectification, effacement, limitation, opposition et portabilité, en écrivant à bonjour@cuisines-marais.example.',
    withdraw: 'Vous pouvez retirer votre consentement à tout moment, sans effet sur ce qui a été fait avant.',
    withdrawLink: 'Retirer un accord',
    complaint: 'Vous pouvez adresser une réclamation à la CNIL.',
    mandatory: 'Répondre oui ou non suffit ; dire non ne change rien d’autre.',
    afterDeath: 'Vous pouvez donner des directives sur le sort de vos données après votre décès.',
  },
  en: {
    goods: 'fitted kitchens',
    label:
      'Do you agree that Cuisines du Marais SAS sends you its offers of fitted kitchens by e-mail, for one year?',
    controller:
      'Controller: Cuisines du Marais SAS, 12 rue des Essais, 75004 Paris, bonjour@cuisines-marais.example.',
    purposes: 'Purpose: to send you our offers of fitted kitchens by e-mail.',
    basis: 'Legal basis: your consent.',
    recipients: 'Recipients: our sales department, and nobody else.',
    retention: 'How long: one year at most; the proof of your answer, three years.',
    rights:
      'Your rights: access, rectification, erasure, restriction, objection and portability, by writing to bonjour@cuisines-marais.example.',
    withdraw: 'You can withdraw your consent at any time; what was done before stays lawful.',
    withdrawLink: 'Withdraw an agreement',
    complaint: 'You can lodge a complaint with the CNIL, the French supervisory authority.',
    mandatory: 'Yes or no is enough; no changes nothing else.',
    afterDeath: 'You can leave instructions about your data after your death.',
  },
  de: {
    goods: 'Einbauküchen',
    label:
      'Sind Sie damit einverstanden, dass Cuisines du Marais SAS Ihnen ein Jahr lang per E-Mail Angebote zu Einbauküchen sendet?',
    controller:
      'Verantwortlicher: Cuisines du Marais SAS, 12 rue des Essais, 75004 Paris, bonjour@cuisines-marais.example.',
    purposes: 'Zweck: Ihnen unsere Angebote zu Einbauküchen per E-Mail zu senden.',
    basis: 'Rechtsgrundlage: Ihre Einwilligung.',
    recipients: 'Empfänger: unsere Vertriebsabteilung und sonst niemand.',
    retention: 'Dauer: höchstens ein Jahr; der Nachweis Ihrer Antwort drei Jahre.',
    rights:
      'Ihre Rechte: Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch und Übertragbarkeit, schriftlich an bonjour@cuisines-marais.example.',
    withdraw:
      'Sie können Ihre Einwilligung jederzeit widerrufen; was vorher geschah, bleibt davon unberührt.',
    withdrawLink: 'Einwilligung widerrufen',
    complaint: 'Sie können sich bei der französischen Aufsichtsbehörde CNIL beschweren.',
    mandatory: 'Ja oder Nein genügt; ein Nein ändert sonst nichts.',
    afterDeath: 'Sie können bestimmen, was nach Ihrem Tod mit Ihren Daten geschieht.',
  },
  es: {
    goods: 'cocinas equipadas',
    label:
      '¿Acepta que Cuisines du Marais SAS le envíe por correo electrónico sus ofertas de cocinas equipadas durante un año?',
    controller:
      'Responsable del tratamiento: Cuisines du Marais SAS, 12 rue des Essais, 75004 París, bonjour@cuisines-marais.example.',
    purposes: 'Finalidad: enviarle por correo electrónico nuestras ofertas de cocinas equipadas.',
    basis: 'Base jurídica: su consentimiento.',
    recipients: 'Destinatarios: nuestro servicio comercial y nadie más.',
    retention: 'Plazo: un año como máximo; la prueba de su respuesta, tres años.',
    rights:
      'Sus derechos: acceso, rectificación, supresión, limitación, oposición y portabilidad, escribiendo a bonjour@cuisines-marais.example.',
    withdraw: 'Puede retirar su consentimiento en cualquier momento; lo hecho antes sigue siendo lícito.',
    withdrawLink: 'Retirar un consentimiento',
    complaint: 'Puede presentar una reclamación ante la CNIL, la autoridad francesa de control.',
    mandatory: 'Basta con responder sí o no; decir que no no cambia nada más.',
    afterDeath: 'Puede dejar instrucciones sobre sus datos para después de su fallecimiento.',
  },
  it: {
    goods: 'cucine componibili',
    label:
      'Accetta che Cuisines du Marais SAS Le invii per e-mail le sue offerte di cucine componibili per un anno?',
    controller:
      'Titolare del trattamento: Cuisines du Marais SAS, 12 rue des Essais, 75004 Parigi, bonjour@cuisines-marais.example.',
    purposes: 'Finalità: inviarLe per e-mail le nostre offerte di cucine componibili.',
    basis: 'Base giuridica: il Suo consenso.',
    recipients: 'Destinatari: il nostro servizio commerciale e nessun altro.',
    retention: 'Durata: un anno al massimo; la prova della Sua risposta, tre anni.',
    rights:
      'I Suoi diritti: accesso, rettifica, cancellazione, limitazione, opposizione e portabilità, scrivendo a bonjour@cuisines-marais.example.',
    withdraw: 'Può revocare il consenso in qualsiasi momento; quanto fatto prima resta lecito.',
    withdrawLink: 'Revocare un consenso',
    complaint: 'Può presentare un reclamo alla CNIL, l’autorità francese di controllo.',
    mandatory: 'Basta rispondere sì o no; dire no non cambia altro.',
    afterDeath: 'Può lasciare disposizioni sui Suoi dati per dopo la Sua morte.',
  },
  nl: {
    goods: 'inbouwkeukens',
    label:
      'Gaat u ermee akkoord dat Cuisines du Marais SAS u een jaar lang per e-mail aanbiedingen voor inbouwkeukens stuurt?',
    controller:
      'Verwerkingsverantwoordelijke: Cuisines du Marais SAS, 12 rue des Essais, 75004 Parijs, bonjour@cuisines-marais.example.',
    purposes: 'Doel: u per e-mail onze aanbiedingen voor inbouwkeukens sturen.',
    basis: 'Rechtsgrond: uw toestemming.',
    recipients: 'Ontvangers: onze verkoopafdeling en niemand anders.',
    retention: 'Duur: hoogstens een jaar; het bewijs van uw antwoord drie jaar.',
    rights:
      'Uw rechten: inzage, rectificatie, wissing, beperking, bezwaar en overdraagbaarheid, door te schrijven naar bonjour@cuisines-marais.example.',
    withdraw: 'U kunt uw toestemming op elk moment intrekken; wat eerder gebeurde blijft rechtmatig.',
    withdrawLink: 'Toestemming intrekken',
    complaint: 'U kunt een klacht indienen bij de CNIL, de Franse toezichthouder.',
    mandatory: 'Ja of nee volstaat; nee verandert verder niets.',
    afterDeath: 'U kunt bepalen wat er na uw overlijden met uw gegevens gebeurt.',
  },
  pt: {
    goods: 'cozinhas equipadas',
    label:
      'Aceita que a Cuisines du Marais SAS lhe envie por e-mail as suas ofertas de cozinhas equipadas durante um ano?',
    controller:
      'Responsável pelo tratamento: Cuisines du Marais SAS, 12 rue des Essais, 75004 Paris, bonjour@cuisines-marais.example.',
    purposes: 'Finalidade: enviar-lhe por e-mail as nossas ofertas de cozinhas equipadas.',
    basis: 'Fundamento jurídico: o seu consentimento.',
    recipients: 'Destinatários: o nosso serviço comercial e mais ninguém.',
    retention: 'Prazo: um ano no máximo; a prova da sua resposta, três anos.',
    rights:
      'Os seus direitos: acesso, retificação, apagamento, limitação, oposição e portabilidade, escrevendo para bonjour@cuisines-marais.example.',
    withdraw: 'Pode retirar o seu consentimento a qualquer momento; o que foi feito antes continua lícito.',
    withdrawLink: 'Retirar um consentimento',
    complaint: 'Pode apresentar uma reclamação à CNIL, a autoridade francesa de controlo.',
    mandatory: 'Basta responder sim ou não; dizer não em nada mais muda.',
    afterDeath: 'Pode deixar instruções sobre os seus dados para depois da sua morte.',
  },
  ar: {
    goods: 'مطابخ مجهزة',
    label:
      'هل توافق على أن ترسل إليك شركة Cuisines du Marais SAS عروضها من مطابخ مجهزة بالبريد الإلكتروني لمدة سنة؟',
    controller:
      'المسؤول عن المعالجة: Cuisines du Marais SAS، 12 rue des Essais, 75004 Paris، bonjour@cuisines-marais.example.',
    purposes: 'الغرض: أن نرسل إليك عروضنا للمطابخ المجهزة بالبريد الإلكتروني.',
    basis: 'الأساس القانوني: موافقتك.',
    recipients: 'المستلمون: قسم المبيعات لدينا ولا أحد غيره.',
    retention: 'المدة: سنة على الأكثر؛ ويُحفظ إثبات جوابك ثلاث سنوات.',
    rights:
      'حقوقك: الاطلاع والتصحيح والمحو والتقييد والاعتراض ونقل البيانات، بالكتابة إلى bonjour@cuisines-marais.example.',
    withdraw: 'يمكنك سحب موافقتك في أي وقت، ولا يمس ذلك ما تم قبله.',
    withdrawLink: 'سحب موافقة',
    complaint: 'يمكنك تقديم شكوى إلى CNIL، سلطة حماية البيانات الفرنسية.',
    mandatory: 'يكفي أن تجيب بنعم أو لا، والجواب بلا لا يغير شيئا آخر.',
    afterDeath: 'يمكنك ترك تعليمات بشأن بياناتك بعد وفاتك.',
  },
}

const noticeIn = (locale: string, words: Words): NoticeDocument => ({
  schema: 'constat/notice@1',
  key: 'newsletter',
  locale,
  audience: 'B2C_CONSUMER',
  controller: 'cuisines-marais',
  parties: [
    {
      key: 'cuisines-marais',
      legalName: 'Cuisines du Marais SAS',
      address: '12 rue des Essais, 75004 Paris',
      contact: 'mailto:bonjour@cuisines-marais.example',
      url: 'https://cuisines-marais.example',
    },
  ],
  goods: [{ key: 'cuisines', label: words.goods, sector: 'GENERAL' }],
  questions: [
    {
      key: 'email',
      kind: 'OPT_IN',
      control: 'YES_NO',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['cuisines-marais'],
      goods: ['cuisines'],
      periodDays: 365,
      label: words.label,
    },
  ],
  items: {
    N13_CONTROLLER: { text: words.controller },
    N13_PURPOSES: { text: words.purposes },
    N13_LEGAL_BASIS: { text: words.basis },
    N13_RECIPIENTS: { text: words.recipients },
    N13_RETENTION: { text: words.retention },
    N13_RIGHTS: { text: words.rights },
    N13_WITHDRAW: { text: words.withdraw, links: [{ label: words.withdrawLink, url: RIGHTS_URL }] },
    N13_COMPLAINT: {
      text: words.complaint,
      links: [{ label: 'cnil.fr', url: 'https://www.cnil.fr/fr/plaintes' }],
    },
    N13_MANDATORY: { text: words.mandatory },
    N13_POSTMORTEM: { text: words.afterDeath },
  },
})

/** A notice of one yes-or-no question in each language that the element speaks, for the playground. */
export const NEWSLETTER_NOTICES: readonly NoticeDocument[] = Object.entries(WORDS).map(([locale, words]) =>
  noticeIn(locale, words),
)

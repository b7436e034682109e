import { fold } from './wording.ts'

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '')

/** What leads to goods, and what can be said of any goods. */
const SAYS_NOTHING = new Set(
  words(`
    nos notre vos votre ses leurs leur des de du la le les l d en et ou a au aux pour par sur avec un une tous toutes
    tout ce ces que qui quoi vous nous moi m proposer presenter adresser envoyer faire beneficier profiter decouvrir
    informer parvenir connaitre recevoir recevez
    offre offres produit produits service services promotion promotions promo promos plan plans bon bons bonne bonnes
    meilleur meilleurs meilleure meilleures commercial commerciaux commerciale commerciales promotionnel promotionnels
    promotionnelle promotionnelles actualite actualites nouveaute nouveautes information informations avantage avantages
    exclusif exclusifs exclusive exclusives special speciales speciaux speciale prestation prestations solution solutions
    article articles bien biens deal deals reduction reductions remise remises gamme gammes catalogue catalogues
    opportunite opportunites communication communications newsletter newsletters marketing prospection demarchage
    personnalise personnalises personnalisee personnalisees divers diverses autre autres affaire affaires moment propositions
    our the your its their and or of for to with you about us any all other send offer offers product products best
    great latest new news goods update updates discount discounts commercial
    unser unsere unseren unserer ihre ihr die der das den und oder fur von mit uber zu angebot angebote angeboten produkt
    produkte produkten dienst dienste dienstleistung dienstleistungen aktion aktionen rabatt rabatte neuigkeiten beste
    besten waren ware sonderangebote werbung
  `),
)

/** Whether goods are described by words that say nothing of their nature (NR_GOODS). */
export const isGeneric = (text: string): boolean =>
  (fold(text).match(/\p{L}+/gu) ?? []).every((word) => SAYS_NOTHING.has(word))

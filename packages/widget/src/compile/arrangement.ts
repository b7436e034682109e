import type { Arrangement } from './arrange.ts'

// Written by `pnpm --filter @constat/widget tighten`.
export const ARRANGEMENT: Arrangement = {
  order:
    'REFUSED_KEY SIGNS CONTACT_KINDS_OF LAYERS WIDGET_VERSION STEP_OF en TEXTS takeOwnProperties textsFor directionOf languageAround outbox d reflect Result PageElement report trustedTypes Trouble ConstatEvent ConstatErrorEvent ConstatQueuedEvent ConstatReadyEvent pathOf sheets drawings NativeField nothing ConstatShownEvent ConstatRecordedEvent internalsOf policy internals FLAGS ConstatChoicesElement createMarker walker pageOutbox ask now sha256Hex drawNotice isPassing drawList STORE render done AttributePart NO_ANSWERS saysTheSame FINAL isArray TemplateInstance ChildPart missingAnswer outbound accept StartCaptureDocument RecordConsentDocument NoticeDocument startCapture deliver ConstatNoticeElement ConstatReceiptElement languageOf isRequired backgroundOf unseal openHost contrastOn itemsOf AES drawItem drawReceipt offeredAnswers linesOf result linear sizeOf widgetBuild isCovered fontPxOf lookAt template parseColor stylesAround adoptSheet template1 template2 template8 template3 template4 template12 template10 template0 template03 template6 template9 template7 luminance template5 over template02 NAME'.split(
      ' ',
    ),
  names: {
    sha256: '956c52c68aa3cdc6ad48bd67554ed38d95e0c5e63103ab8826d59874d13a41ae',
    list: 'i lu X w r ye dA d ee c tu de q h ue H V _ l D b Ke K W te ed P re Ce J M ts x od y e f o ce xe ef rn n ea Me ne S ae m z me I E Te be nu u A he fe De k er rR N p ke op Q s R pe se Re T ve Oe g Ae at Z en G $e $ a v t rU F L O oa Ue le B j je We Fe U Pe Y Ie C e t i e e e e t i t e e e t e t e t e e e e e t e e e t i l t i r e a t a e e t a e e e e e e t e e t i i N o t e e e r e t e e t e s n r R a d b t l e i w e n a s r e e r d t i r u a f h l e e e e e t a e e s t l e r o d i f a n e t i f o R L n l c h r p m d b w a v r i c s a e e t i l o r e i e e c a s g d p i e n r e e t t e e t t l o n e t i t e t e e e i e t e t e e t l a p i i f e i h r N y o p a d E l n m c f g e e t t e e t I d s a s i V e r e r l e r e e e t l t e i r l p n o h t i n i e a i r l h b o n c s p e t i e t t e t e t o e i r l s n e s i e r i e t i r o n e t e r h u o f V c e l n a t t e e e a i d s r o n e e e e t i d e e t n d r o A l a i S e e t e e e e e t i l e c i e t e e e t e t n r l e a t b i e e t i m e t l s e u e e t e r i e t i e l t b e t s e t i e e t r i i r s n t e n a e i r a e m r s i a e i r n l t e e e t e e t i e r e s i e e t a t e e t e t i t d e l u s y r i h n d b p a C f M o k v m i e t i t e n r r e i t n e c t s l e i r a c s l t e i r t a e r a e e t s e e e e t i e t r i e t e t t r c t e a a t r e t e t i e t e t s t e t e i e s i e t i r m s e a l e i t e t e e r t u n a m l e e e e t a t s c e i r t e e e t i e t t r i e l e r s i e t a e t i e t i o n a e t t e r l i'.split(
      ' ',
    ),
  },
}

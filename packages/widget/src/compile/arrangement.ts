import type { Arrangement } from './arrange.ts'

// Written by `pnpm --filter @constat/widget tighten`.
export const ARRANGEMENT: Arrangement = {
  order:
    'REFUSED_KEY SIGNS CONTACT_KINDS_OF en TEXTS WIDGET_VERSION STEP_OF offeredAnswers LAYERS directionOf textsFor languageAround d walker takeOwnProperties reflect Result PageElement NativeField Trouble outbox ConstatEvent ConstatShownEvent report trustedTypes sheets ConstatQueuedEvent ConstatReadyEvent nothing pathOf policy internals internalsOf render createMarker drawings FLAGS ConstatChoicesElement pageOutbox ask sha256Hex drawNotice isPassing done AttributePart NO_ANSWERS STORE drawList isArray FINAL TemplateInstance ChildPart isRequired accept StartCaptureDocument RecordConsentDocument NoticeDocument outbound ConstatErrorEvent saysTheSame ConstatRecordedEvent startCapture deliver ConstatNoticeElement ConstatReceiptElement languageOf missingAnswer backgroundOf unseal now openHost contrastOn AES itemsOf isCovered linesOf linear drawReceipt sizeOf drawItem fontPxOf result template parseColor stylesAround lookAt widgetBuild adoptSheet template1 template8 template2 template3 template4 template9 template10 template12 template0 template6 over template03 template7 template5 luminance template02 NAME'.split(
      ' ',
    ),
  names: {
    sha256: 'a53071dd38cfbeaf1cc1728d220cc4dd31ac143434198788fd4068874c899a0a',
    list: 'be Y X a l w G u ax q U d I W pe uJ i Ce $e _ tT r $ tc nr y _e tl o v N n Se C te h de Q ce tS S K se ae A t ne Me z he V P el or b ef bg x Z cN E ee iO Ge Be B Ne p re em De c m R D f iL Te J g M T ie ei L ag ty ta s F Ue td e eT He le en H O ir Fe ra k tr j e t e e e e t i e t i n e e e t e e t e e t e t e e t i r e t e i l t i r e s t e e e t e e e e e e e e e e t i r b u e t t e r e t e e a e a o C r t n s w c e e l p r t n s t i t f t r e a n s o l c e e e e f t e l e i w p y d n l s a r e t i d u y s o l n h b g r N m T a w t i e s r t e t i r n a e i e e d a r n y p i e r s e e r t e e t o l t p i e r e e t e e e t e u e e e e r o t t i a t t s i r a p h j e d E l n g o I c e e t o e e t e m d l c d s e t e t s t o e e e r i e t i l n a o r v e r e n e y i n l a p h r d c e e r i e t t e t e o I t d l o i n e e r e t o e h r t n i s t e d e a s n E r t m l i o i e e e t i l r a s c e e e e t i s e e t n g r d i s a b l e i t e e t e i e t e e e e e t e l i r n a m s e e a i r e t w v e t e t e e t l o s t e l a i t a e e t e i r s t e e t i s e e t e e h r a e i r t O s e r a i l t e e e t e e t i e t e t i e e i e r e e t i e e t i t e e i k y s o u a b N p te m f l t S R w r i e t t e i r o e t k u l i s a i l e r t o i l s u e i t r e t i t e e t l e e t e t i e t i r e t e t t i r t k e e t i e s d r o l e t i r e t e d i e i r o t i a t e t r e t i e r e t i e t t i e m n e i a e s t a i o n r s e e e t t u r n e l i t e e t e r l e n i r t a e t e r t r e o t i'.split(
      ' ',
    ),
  },
}

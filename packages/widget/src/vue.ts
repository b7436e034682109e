import type { HTMLAttributes, PublicProps } from 'vue'
import type {
  ChoicesAttributes,
  ChoicesEvents,
  NoticeAttributes,
  NoticeEvents,
  NoticeProperties,
  ReceiptAttributes,
} from './attributes.ts'

type Camel<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Text

/** Vue turns `@constat-ready` into the listener `onConstatReady`. */
type Listeners<Events> = {
  [Name in keyof Events & string as `on${Capitalize<Camel<Name>>}`]?:
    | ((event: Events[Name]) => void)
    | undefined
}

/** A tag as Vue's template checker sees it. */
type Tag<Attributes, Events> = new () => {
  $props: PublicProps & HTMLAttributes & Attributes & Listeners<Events>
}

declare module 'vue' {
  interface GlobalComponents {
    'constat-choices': Tag<ChoicesAttributes & NoticeProperties, ChoicesEvents>
    'constat-notice': Tag<NoticeAttributes & NoticeProperties, NoticeEvents>
    'constat-receipt': Tag<ReceiptAttributes, object>
  }
}

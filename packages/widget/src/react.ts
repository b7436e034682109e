import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type {
  ChoicesAttributes,
  ChoicesEvents,
  NoticeAttributes,
  NoticeEvents,
  NoticeProperties,
  ReceiptAttributes,
} from './attributes.ts'
import type { ConstatChoicesElement } from './choices.ts'
import type { ConstatNoticeElement } from './notice.ts'
import type { ConstatReceiptElement } from './receipt.ts'

/** React 19 listens to `constat-ready` through the prop `onconstat-ready`. */
type Listeners<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined
}

type Props<Element, Attributes, Events> = DetailedHTMLProps<
  Omit<HTMLAttributes<Element>, 'defaultChecked' | 'defaultValue'>,
  Element
> &
  Attributes &
  Listeners<Events>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'constat-choices': Props<ConstatChoicesElement, ChoicesAttributes & NoticeProperties, ChoicesEvents>
      'constat-notice': Props<ConstatNoticeElement, NoticeAttributes & NoticeProperties, NoticeEvents>
      'constat-receipt': Props<ConstatReceiptElement, ReceiptAttributes, object>
    }
  }
}

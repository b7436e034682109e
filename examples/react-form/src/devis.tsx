import '@constat/widget/define'
import '@constat/widget/react'
import type { Answers, ConstatChoicesElement, Receipt } from '@constat/widget'
import { useRef, useState } from 'react'

/** A quote request that stays on its page: the element records at submit and tells when the record is stored. */
export const Devis = () => {
  const choices = useRef<ConstatChoicesElement>(null)
  const [answers, setAnswers] = useState<Answers>({})
  const [receipt, setReceipt] = useState<Receipt | null>(null)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <p>
        <label>
          Nom <input name="nom" autoComplete="name" />
        </label>
      </p>
      <p>
        <label>
          Téléphone <input name="telephone" type="tel" autoComplete="tel" />
        </label>
      </p>
      <p>
        <label>
          E-mail <input name="email" type="email" autoComplete="email" />
        </label>
      </p>
      <constat-choices
        ref={choices}
        server="http://localhost:4000/graphql"
        site-key="constat_site_…"
        notice="devis"
        onChange={() => setAnswers(choices.current?.answers ?? {})}
        onconstat-recorded={(event) => setReceipt(event.receipt)}
      />
      <p>
        <button>Recevoir mon devis</button>
      </p>
      <output>
        {answers['appel'] === 'GRANTED' ? 'Nous pourrons vous appeler.' : 'Nous ne vous appellerons pas.'}
      </output>
      {receipt && (
        <p>
          Reçu <code id="receipt">{receipt.id}</code>
        </p>
      )}
    </form>
  )
}

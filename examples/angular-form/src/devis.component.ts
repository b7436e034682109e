import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core'

/** What the element shows of itself that this form reads. */
type Choices = EventTarget & { readonly answers: { readonly [question: string]: string } }
type Recorded = Event & { readonly receipt: { readonly id: string } }

/** A quote request that stays on its page: the element records at submit and tells when the record is stored. */
@Component({
  selector: 'app-devis',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <form (submit)="$event.preventDefault()">
      <p>
        <label>Nom <input name="nom" autocomplete="name" /></label>
      </p>
      <p>
        <label>Téléphone <input name="telephone" type="tel" autocomplete="tel" /></label>
      </p>
      <p>
        <label>E-mail <input name="email" type="email" autocomplete="email" /></label>
      </p>
      <constat-choices
        server="http://localhost:4000/graphql"
        site-key="constat_site_…"
        notice="devis"
        (change)="answered($event)"
        (constat-recorded)="recorded($event)"
      ></constat-choices>
      <p><button>Recevoir mon devis</button></p>
      <output>{{ call() ? 'Nous pourrons vous appeler.' : 'Nous ne vous appellerons pas.' }}</output>
      @if (receipt(); as id) {
        <p>
          Reçu <code id="receipt">{{ id }}</code>
        </p>
      }
    </form>
  `,
})
export class DevisComponent {
  readonly call = signal(false)
  readonly receipt = signal('')

  answered({ currentTarget }: Event): void {
    this.call.set((currentTarget as Choices).answers['appel'] === 'GRANTED')
  }

  recorded(event: Event): void {
    this.receipt.set((event as Recorded).receipt.id)
  }
}

import { bootstrapApplication } from '@angular/platform-browser'
import { DevisComponent } from './devis.component'

await bootstrapApplication(DevisComponent)

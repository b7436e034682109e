import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Devis } from './devis.tsx'

const app = document.getElementById('app')
if (app)
  createRoot(app).render(
    <StrictMode>
      <Devis />
    </StrictMode>,
  )

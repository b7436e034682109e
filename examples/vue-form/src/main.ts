import { createApp } from 'vue'
import Devis from './devis.vue'

createApp(Devis).mount('#app')

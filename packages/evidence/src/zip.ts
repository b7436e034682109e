/** A certificate as a ZIP, for people with `openssl` and Go. Apart, so that the verifier's page does not carry it. */
export { certificateZip } from './certificate/certificate-zip.ts'

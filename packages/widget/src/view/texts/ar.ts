import type { Texts } from './en.ts'

/** What the elements say in Arabic. */
export const ar: Texts = {
  legend: 'اختياراتك',
  who: 'من يمكنه التواصل معك:',
  yes: 'نعم',
  no: 'لا',
  agreement: 'عن الموافقة',
  recording: 'عن تسجيل المكالمات',
  data: 'عن بياناتك وحقوقك',
  newWindow: 'نافذة جديدة',
  required: 'الإجابة مطلوبة',
  missing: 'يرجى الاختيار: نعم أو لا.',
  loading: 'جارٍ التحميل.',
  again: 'يرجى الاختيار من جديد.',
  queued: 'إجابتك محفوظة على هذا الجهاز حتى عودة الاتصال.',
  recorded: 'تم تسجيل إجابتك.',
  refused: 'لم يتم تسجيل إجابتك: صحح بيانات الاتصال.',
  number: 'رقم الإيصال:',
  manage: 'عرض إجابتك أو سحبها',
  print: 'طباعة',
}

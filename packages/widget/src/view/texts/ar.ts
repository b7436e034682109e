import type { Texts } from './en.ts'

/** What the elements say in Arabic. */
export const ar: Texts = {
  legend: 'اختياراتك',
  who: 'من يمكنه الاتصال بك:',
  yes: 'نعم',
  no: 'لا',
  agreement: 'عن هذه الموافقة',
  recording: 'عن تسجيل المكالمات',
  data: 'عن بياناتك الشخصية وحقوقك',
  newWindow: 'نافذة جديدة',
  required: 'الإجابة مطلوبة',
  missing: 'يرجى اختيار نعم أو لا.',
  loading: 'تحميل.',
  again: 'يرجى اختيار إجابتك.',
  queued: 'إجابتك محفوظة على هذا الجهاز حتى عودة الاتصال.',
  recorded: 'تم تسجيل إجابتك.',
  number: 'رقم الإيصال:',
  manage: 'عرضها أو سحبها',
  print: 'طباعة',
}

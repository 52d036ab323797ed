/** Key of a field's name; what `charge` means differs from form to form. */
export function fieldKey(form: string, field: string): string {
  return field === 'charge' ? `field.charge_${form}` : `field.${field}`;
}

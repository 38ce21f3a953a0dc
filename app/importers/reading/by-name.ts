/** Values by names that others give: without a prototype, since a name may be `constructor` or `__proto__`. */
export function byName<Value>(values: Record<string, Value> = {}): Record<string, Value> {
  return Object.assign(Object.create(null), values);
}

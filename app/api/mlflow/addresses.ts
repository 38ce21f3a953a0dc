/** Whether an address is MLflow's: those have errors of their own, and may be asked with MLflow's ways to say who one is. */
export function isMlflow(path: string): boolean {
  return /^\/(ajax-)?api\/[23]\.0\//.test(path) || path === '/health' || path === '/version';
}

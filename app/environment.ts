/** Such as GANYMEDE_WORKSPACE; one that is set to nothing is not set. */
export function fromEnvironment(name: `GANYMEDE_${string}`, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return environment[name] || undefined;
}

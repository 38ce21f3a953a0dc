import type { ExtensionList, ExtensionText, KeptText } from '../shared/api/extensions.ts';
import type { Extension } from '../shared/extension.ts';
import { getJson, sendJson } from './api-client.ts';

export function ownFiles(signal?: AbortSignal): Promise<ExtensionList> {
  return getJson('/api/extensions', signal);
}
export function ownFile(name: string, signal?: AbortSignal): Promise<ExtensionText> {
  return getJson(`/api/extensions/${encodeURIComponent(name)}`, signal);
}
export function keptTexts(run: string, signal?: AbortSignal): Promise<KeptText[]> {
  return getJson(`/api/runs/${encodeURIComponent(run)}/extensions`, signal);
}
export function trustText(sha256: string, name: string): Promise<{ extension: Extension | null }> {
  return sendJson('POST', '/api/extensions/trust', { sha256, name });
}
export function distrustText(sha256: string): Promise<unknown> {
  return sendJson('DELETE', `/api/extensions/trust/${sha256}`);
}
export function beginRecipe(name: string): Promise<Extension> {
  return sendJson('POST', '/api/extensions', { kind: 'recipe', name });
}

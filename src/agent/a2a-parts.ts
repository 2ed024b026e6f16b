import { randomUUID } from 'node:crypto';
import { type Artifact, type Message, type Part, Role } from '@a2a-js/sdk';

export const textPart = (value: string): Part => ({
  content: { $case: 'text', value },
  metadata: undefined,
  filename: '',
  mediaType: 'text/plain',
});

export const dataPart = (value: object): Part => ({
  content: { $case: 'data', value },
  metadata: undefined,
  filename: '',
  mediaType: 'application/json',
});

export const newArtifact = (name: string, part: Part): Artifact => ({
  artifactId: randomUUID(),
  name,
  description: '',
  parts: [part],
  metadata: undefined,
  extensions: [],
});

export const agentMessage = (taskId: string, contextId: string, parts: Part[]): Message => ({
  messageId: randomUUID(),
  taskId,
  contextId,
  role: Role.ROLE_AGENT,
  parts,
  metadata: undefined,
  extensions: [],
  referenceTaskIds: [],
});

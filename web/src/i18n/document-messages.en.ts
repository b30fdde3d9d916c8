import { documentMessages as french } from "./document-messages.fr.ts";

export const documentMessages: typeof french = french;

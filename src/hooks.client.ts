/** SvelteKit tells pages "Internal Error" unless told otherwise: what really failed decides the sentence and the remedy. */
import type { HandleClientError } from '@sveltejs/kit';

export const handleError: HandleClientError = ({ error, message }) => ({
  message: error instanceof Error ? error.message : message
});

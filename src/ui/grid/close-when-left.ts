/** An opened panel that Escape or a press anywhere else shuts, and that begins with the keyboard inside. */
import type { Attachment } from 'svelte/attachments';

export function closeWhenLeft(close: () => void): Attachment<HTMLElement> {
  return (panel) => {
    const opener = document.activeElement;
    panel.querySelector<HTMLElement>('select, input, button')?.focus();
    const onPress = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (!panel.contains(target) && !panel.parentElement?.contains(target)) close();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      close();
      if (opener instanceof HTMLElement) opener.focus();
    };
    document.addEventListener('pointerdown', onPress, true);
    panel.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress, true);
      panel.removeEventListener('keydown', onKey);
    };
  };
}

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
      // A button that went away with what it did leaves the keyboard with nobody: the panel is still what is meant.
      if (!panel.contains(event.target as Node) && event.target !== document.body) return;
      event.stopPropagation();
      close();
      if (opener instanceof HTMLElement) opener.focus();
    };
    document.addEventListener('pointerdown', onPress, true);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress, true);
      document.removeEventListener('keydown', onKey);
    };
  };
}

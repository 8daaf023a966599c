import { Drawer, type DrawerProps } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface SideDrawerProps extends Pick<DrawerProps, 'classNames'> {
  readonly title: ReactNode;
  /** Pixels. */
  readonly width: number;
  readonly close: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}

/** At the right edge, and not modal: the phone and the page beside it stay usable. */
export function SideDrawer({ title, width, close, testId, children, ...rest }: SideDrawerProps) {
  const { t } = useTranslation();
  const latestClose = useRef(close);
  useEffect(() => {
    latestClose.current = close;
  });
  useEffect(() => enter({ width, close: () => latestClose.current() }), [width]);
  return (
    <Drawer
      opened
      withOverlay={false}
      trapFocus={false}
      lockScroll={false}
      closeOnEscape={false}
      shadow="xl"
      onClose={close}
      position="right"
      size={width}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      data-testid={testId}
      {...rest}
    >
      {children}
    </Drawer>
  );
}

const WIDTH = '--side-drawer-width';

interface OpenDrawer {
  readonly width: number;
  readonly close: () => void;
}

/** The last one lies on top. */
const open: OpenDrawer[] = [];

/** @returns takes it away again */
function enter(drawer: OpenDrawer): () => void {
  if (open.length === 0) window.addEventListener('keydown', closeOnEscape, { capture: true });
  open.push(drawer);
  keepNotificationsBeside();
  return () => {
    open.splice(open.indexOf(drawer), 1);
    keepNotificationsBeside();
    if (open.length === 0) window.removeEventListener('keydown', closeOnEscape, { capture: true });
  };
}

/** Only the one on top; a list that is open in it (Mantine says so on its field) takes the key for itself. */
function closeOnEscape({ key, isComposing, target }: KeyboardEvent): void {
  const isOfList =
    target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true';
  if (key === 'Escape' && !isComposing && !isOfList) open.at(-1)?.close();
}

/** What went wrong is told left of the widest drawer that is open, never over its buttons (desk.css). */
function keepNotificationsBeside(): void {
  const widest = Math.max(0, ...open.map(({ width }) => width));
  document.documentElement.style.setProperty(WIDTH, `${String(widest)}px`);
}

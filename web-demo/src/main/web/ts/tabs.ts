/** Tabs as keyboards expect them: one stop, arrows move and choose, Home and End. */
export function initTabs<T extends string>(list: HTMLElement, choose: (name: T) => void): (name: T) => void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const mark = (name: T): void => {
    for (const tab of tabs) {
      const selected = tab.dataset.name === name;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
    }
  };
  const take = (tab: HTMLElement): void => {
    const name = tab.dataset.name as T;
    mark(name);
    choose(name);
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => take(tab));
    tab.addEventListener('keydown', (event) => {
      const places: Record<string, number> = {
        ArrowRight: index + 1,
        ArrowLeft: index - 1,
        Home: 0,
        End: tabs.length - 1,
      };
      const place = places[event.key];
      if (place !== undefined) {
        event.preventDefault();
        const next = tabs[(place + tabs.length) % tabs.length]!;
        next.focus();
        take(next);
      }
    });
  });
  return mark;
}

import * as lucide from 'lucide-solid'

/** Every picture by its PascalCase name. A chunk of its own: most consoles never need it. */
export const icons: Readonly<Record<string, unknown>> = lucide

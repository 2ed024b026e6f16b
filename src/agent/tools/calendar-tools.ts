import { z } from 'zod';
import { addToDate, formatDate, parseDate, weekday } from '../../domain/tools/calendar.ts';
import { actualDays, DAY_COUNTS, yearFraction } from '../../domain/tools/day-count.ts';
import { defineTool, type Tool } from './tool.ts';

const DateText = z.string().describe('YYYY-MM-DD');
const Step = z.int().min(-1_000_000).max(1_000_000).default(0);

export const CALENDAR_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'day_count',
    description: 'Calendar days between two dates and the share of a year they are.',
    schema: z.strictObject({ start: DateText, end: DateText, convention: z.enum(DAY_COUNTS) }),
    run: ({ start, end, convention }) => {
      const [first, last] = [parseDate(start), parseDate(end)];
      const days = actualDays(first, last);
      if (days < 0) throw new RangeError(`${end} comes before ${start}: swap them`);
      return { days, year_fraction: yearFraction(first, last, convention) };
    },
  }),
  defineTool({
    name: 'add_to_date',
    description: 'The date some months and days later, or earlier if negative, and its weekday.',
    schema: z.strictObject({ date: DateText, months: Step, days: Step }),
    run: ({ date, months, days }) => {
      const reached = addToDate(parseDate(date), { months, days });
      return { date: formatDate(reached), weekday: weekday(reached) };
    },
  }),
];

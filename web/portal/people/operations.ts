import type { AppointmentView } from '../../../src/access/contract.ts';
import { ask } from '../../session/ask.ts';

/** Whom a screen keeps: managers by the representative, users by a manager. */
export type People = 'managers' | 'users';
export type Person = { display_name: string; starts_on: string; ends_on: string | null };

const at = ({ appointment_id }: AppointmentView) => ({
  params: { appointment_id: String(appointment_id) },
});

/** The same operations for both, at their own addresses. */
export const operations = {
  managers: {
    appoint: (body: Person & { number: string }) => ask('managersAppoint', { body }),
    change: (of: AppointmentView, body: Person) => ask('managersChange', { ...at(of), body }),
    suspend: (of: AppointmentView, reason: string) => ask('managersSuspend', { ...at(of), body: { reason } }),
    resume: (of: AppointmentView) => ask('managersResume', at(of)),
    end: (of: AppointmentView) => ask('managersEnd', at(of)),
    resetPassword: (of: AppointmentView) => ask('managersResetPassword', at(of)),
    releaseCards: (of: AppointmentView) => ask('managersReleaseCards', at(of)),
  },
  users: {
    appoint: (body: Person & { number: string }) => ask('usersAppoint', { body }),
    change: (of: AppointmentView, body: Person) => ask('usersChange', { ...at(of), body }),
    suspend: (of: AppointmentView, reason: string) => ask('usersSuspend', { ...at(of), body: { reason } }),
    resume: (of: AppointmentView) => ask('usersResume', at(of)),
    end: (of: AppointmentView) => ask('usersEnd', at(of)),
    resetPassword: (of: AppointmentView) => ask('usersResetPassword', at(of)),
    releaseCards: (of: AppointmentView) => ask('usersReleaseCards', at(of)),
  },
} as const;

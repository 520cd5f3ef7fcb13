/** The chunk of the authority's console, loaded with its words when the first of its screens is opened. */
export { AuditPage } from './audit/AuditPage.tsx';
export { AnnouncementPage } from './content/AnnouncementPage.tsx';
export { AnnouncementsPage } from './content/AnnouncementsPage.tsx';
export { ContactsPage } from './content/ContactsPage.tsx';
export { DownloadsPage } from './content/DownloadsPage.tsx';
export { FaqEntryPage } from './content/FaqEntryPage.tsx';
export { FaqPage } from './content/FaqPage.tsx';
export { LinksPage } from './content/LinksPage.tsx';
export { InstitutionPage } from './institutions/InstitutionPage.tsx';
export { InstitutionsPage } from './institutions/InstitutionsPage.tsx';
export { OverviewPage } from './overview/OverviewPage.tsx';
export { ServicePage } from './services/ServicePage.tsx';
export { ServicesPage } from './services/ServicesPage.tsx';
export { SettingsPage } from './settings/SettingsPage.tsx';
export { StaffPage } from './staff/StaffPage.tsx';
export { UnifiedGrantsPage } from './unified/UnifiedGrantsPage.tsx';

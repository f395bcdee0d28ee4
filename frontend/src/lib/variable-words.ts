const words: Record<string, string> = {
  creator_name: 'Name',
  creator_ig_username: 'Instagram name',
  creator_tiktok_username: 'TikTok name',
  project_name: 'Group',
  link_offer_name: 'Offer name',
};

/** What a member variable is called on screens. */
export function variableWords(name: string): string {
  return words[name] ?? name;
}

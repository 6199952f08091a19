const longestLabel = 80;
const addressForm = String.raw`\S@\S|://|www\.|linkedin\.com/`;
const numberForm = String.raw`\d[\d ()./-]{7,}\d`;

/** True for a text that holds an e-mail address, a web address or a telephone number, or is longer than a label. */
export function isContact(text: string): boolean {
  if (text.length > longestLabel || new RegExp(addressForm, "i").test(text)) return true;
  return new RegExp(numberForm).test(text) && text.replace(/\D/g, "").length > 8;
}

/**
 * Macros that keep what reaches a person out of texts. `is_contact` is `isContact`; `shown_label` shows such a label as
 * "Other"; `shown_id` shows an identifier that is no name and no address as it is, and any other by its pseudonym;
 * `without_contacts` blots addresses and numbers out of prose.
 */
export const textMacros = `
  CREATE MACRO is_contact(text) AS
    length(text) > ${longestLabel} OR regexp_matches(text, '${addressForm}', 'i')
    OR (regexp_matches(text, '${numberForm}') AND length(regexp_replace(text, '\\D', '', 'g')) > 8);
  CREATE MACRO shown_label(text) AS CASE WHEN is_contact(text) THEN 'Other' ELSE text END;
  CREATE MACRO shown_id(kind, id) AS
    CASE WHEN length(id) > 40 OR is_contact(id) THEN pseudonym(kind, id)
      WHEN regexp_full_match(id, '[\\w .:#-]*\\d[\\w .:#-]*') OR (kind <> 'lead' AND NOT regexp_matches(id, '\\s')) THEN id
      ELSE pseudonym(kind, id) END;
  CREATE MACRO without_contacts(text) AS
    regexp_replace(regexp_replace(text, '\\S+@\\S+|\\w+://\\S+|www\\.\\S+|linkedin\\.com/\\S+', '[removed]', 'gi'),
      '\\+?${numberForm}', '[removed]', 'g')`;

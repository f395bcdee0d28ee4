package desktop

import (
	"strings"
	"unicode"

	"linkledger/internal/affiliate"
	"linkledger/internal/sheet"
)

// memberTable is a CSV of members. Our own export has the labels as its columns;
// the other names are those of Aspire's, GRIN's and Refersion's exports, and of
// address books.
func memberTable() tableKind {
	return tableKind{key: "members", each: true, fields: []sheet.Field{
		{Key: "name", Label: "Name", Hint: "Each new member needs one.", Names: []string{"Full name", "Member", "Member name", "Creator", "Creator name", "Influencer", "Ambassador", "Affiliate", "Affiliate name", "Display name"}},
		{Key: "email", Label: "E-mail", Hint: "By it rows find members who are here already.", Names: []string{"Email", "Email address", "E-mail address", "Mail", "E-Mail-Adresse"}},
		{Key: "instagram", Label: "Instagram", Hint: "User name or profile address.", Names: []string{"Instagram handle", "Instagram username", "IG", "IG handle", "Instagram URL", "Instagram profile"}},
		{Key: "tiktok", Label: "TikTok", Hint: "User name or profile address.", Names: []string{"TikTok handle", "TikTok username", "TikTok URL", "TikTok profile"}},
		{Key: "youtube", Label: "YouTube", Hint: "User name or channel address.", Names: []string{"YouTube handle", "YouTube channel", "YouTube URL"}},
		{Key: "handle", Label: "Other handle", Hint: "On another platform.", Names: []string{"Handle", "Username", "User name", "Blog", "Website"}},
		{Key: "group", Label: "Group", Hint: "A name that is not there yet makes a group.", Names: []string{"Project", "Programme", "Program", "Campaign"}},
		{Key: "tags", Label: "Tags", Hint: "Parted by commas or semicolons.", Names: []string{"Tag", "Labels"}},
		{Key: "note", Label: "Note", Hint: "Anything; it stays on your devices.", Names: []string{"Notes", "Comment", "Comments", "Remark"}},
		{Key: "payee", Label: "Payee", Hint: "The e-mail address that payments go to.", Names: []string{"Payment email", "PayPal", "PayPal email", "Payout email"}},
		{Key: "promoCodes", Label: "Promo codes", Hint: "Parted by commas or semicolons.", Names: []string{"Promo code", "Coupon", "Coupon code", "Discount code", "Code"}},
		{Key: "pids", Label: "PIDs", Hint: "Promotional properties at CJ that are the member's alone.", Names: []string{"PID", "CJ PID", "Website ID"}},
		{Key: "status", Label: "Status", Hint: "active, paused or archived."},
		{Key: "test", Label: "Test member", Hint: "yes or no.", Names: []string{"Test"}},
		{Key: "id", Label: "Member ID", Hint: "Of a list that Linkledger exported.", Names: []string{"member_id"}},
	}}
}

// cell is a field of a row without the apostrophe that keeps spreadsheets from
// reading it as a formula.
func (t *tableReader) cell(row sheet.Row, field string) string { return sheet.Bare(t.Text(row, field)) }

// readMember puts what a row says over a member. An empty cell leaves what is
// there. The group is told by its name.
func (t *tableReader) readMember(row sheet.Row, m affiliate.Member) (affiliate.Member, string, error) {
	for field, into := range map[string]*string{"name": &m.Name, "handle": &m.Handle, "note": &m.Note} {
		if text := t.cell(row, field); text != "" {
			*into = inline(strings.ReplaceAll(text, "\r\n", "\n"))
		}
	}
	for field, into := range map[string]*string{"email": &m.Email, "payee": &m.Payee, "instagram": &m.Instagram, "tiktok": &m.TikTok, "youtube": &m.YouTube} {
		text := t.cell(row, field)
		if field != "email" && field != "payee" {
			text = affiliate.UserName(inline(text))
		}
		if text != "" && !strings.EqualFold(text, *into) { // capitals make no other address or name
			*into = text
		}
	}
	if list := parted(t.cell(row, "tags")); len(list) > 0 {
		m.Tags = eachOnce(list)
	}
	if list := parted(t.cell(row, "promoCodes")); len(list) > 0 {
		m.PromoCodes = words(upper(list))
	}
	if list := parted(t.cell(row, "pids")); len(list) > 0 {
		m.PIDs = words(list)
	}
	if status := strings.ToLower(t.cell(row, "status")); status != "" {
		m.Status = status
	}
	switch strings.ToLower(t.cell(row, "test")) {
	case "":
	case "yes", "true", "1", "y", "x", "ja", "oui", "si", "sí":
		m.Test = true
	case "no", "false", "0", "n", "nein", "non":
		m.Test = false
	default:
		return m, "", field("test", "Write yes or no.")
	}
	return m, inline(t.cell(row, "group")), nil
}

// unshown names a field of a row that holds what can't be shown: bytes that are
// no text, and control characters.
func (t *tableReader) unshown(row sheet.Row) (label string, is bool) {
	for _, f := range memberTable().fields {
		if strings.ContainsFunc(t.Text(row, f.Key), func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }) {
			return f.Label, true
		}
	}
	return "", false
}

// parted splits a cell that holds several values.
func parted(cell string) (list []string) {
	for _, text := range strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '\n' }) {
		list = append(list, sheet.Bare(strings.TrimSpace(text)))
	}
	return list
}

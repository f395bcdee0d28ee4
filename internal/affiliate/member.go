package affiliate

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Member is a person who promotes offers. Names and addresses stay on the
// devices; the relay and CJ see the id.
type Member struct {
	ID    MemberID `json:"-"`
	Name  string   `json:"name"`
	Email string   `json:"email"`
	Handles
	GroupID    GroupID  `json:"group_id"`
	Tags       []string `json:"tags"` // free words of the manager's
	Note       string   `json:"note"`
	PromoCodes []string `json:"promo_codes"` // credited to the member, in upper case
	PIDs       []string `json:"cj_pids"`     // promotional properties at CJ that are the member's alone
	Payee      string   `json:"payee"`       // the e-mail address that payments go to; empty until known
	Status     string   `json:"status"`
	Test       bool     `json:"test"`    // all their links are test links: figures and payments leave them out
	Removed    bool     `json:"removed"` // an import that made them was undone; lists leave them out
	CreatedAt  string   `json:"created_at"`

	Former *FormerMember `json:"former,omitempty"` // of one who was removed

	Synced bool `json:"-"`
}

// FormerMember is what a member had who was removed, in case they come back.
type FormerMember struct {
	Status     string   `json:"status"`
	PromoCodes []string `json:"promo_codes"`
	PIDs       []string `json:"cj_pids"`
}

// Check validates a member as a form sends it: an *Error with Fields.
func (m Member) Check() error {
	wrong := fieldErrors{}
	checkName(wrong, "name", m.Name, "Enter the member's name.")
	if m.Email != "" && !IsEmail(m.Email) {
		wrong.add("email", "This is not an e-mail address.")
	}
	if m.Payee != "" && !IsPayee(m.Payee) {
		wrong.add("payee", "Enter the e-mail address of the account that is paid.")
	}
	m.Handles.check(wrong)
	m.checkTags(wrong)
	if utf8.RuneCountInString(m.Note) > maxNoteLength || !isText(m.Note) {
		wrong.add("note", "Use at most 2,000 characters.")
	}
	if !oneOf(m.Status, Active, Paused, Archived) {
		wrong.add("status", "Choose active, paused or archived.")
	}
	if m.Test && len(m.PromoCodes) > 0 {
		wrong.add("promoCodes", "A test member has no promo codes: what shoppers buy with them would count as a test.")
	}
	if m.Test && len(m.PIDs) > 0 {
		wrong.add("pids", "A test member has no PIDs: what is sold there would count as a test.")
	}
	if len(m.PromoCodes) > maxPromoCodes {
		wrong.add("promoCodes", "Use at most 50 promo codes.")
	}
	for _, code := range m.PromoCodes {
		if !IsPromoCode(code) {
			wrong.add("promoCodes", "Use promo codes of at most 100 letters, digits and marks, without spaces, as the shop has them.")
		}
	}
	if len(m.PIDs) > maxPIDs {
		wrong.add("pids", "Use at most 50 PIDs.")
	}
	for _, pid := range m.PIDs {
		if !IsPID(pid) {
			wrong.add("pids", "A PID has only digits, such as 100000001. CJ shows it under Account, Promotional Properties.")
		}
	}
	return wrong.err()
}

const maxPIDs = 50

// IsPID reports whether a text may be the id of a promotional property at CJ.
func IsPID(text string) bool {
	return text != "" && len(text) <= 20 && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}

const (
	maxPromoCodes      = 50
	maxPromoCodeLength = 100
)

// IsPromoCode reports whether a text is a promo code in upper case. The star is
// none: in payout rules it stands for any.
func IsPromoCode(text string) bool {
	return text != "" && text != "*" && utf8.RuneCountInString(text) <= maxPromoCodeLength && oneLine(text) &&
		text == strings.ToUpper(text) && !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
}

// maxEmailLength is PayPal's for a receiver of a payout.
const maxEmailLength = 127

// IsEmail reports whether a text is a bare e-mail address in ASCII, which is
// what payment files take.
func IsEmail(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && len(text) <= maxEmailLength &&
		checkHostName(text[strings.LastIndexByte(text, '@')+1:]) == nil
}

const (
	maxTags       = 20
	maxTagLength  = 40
	maxNoteLength = 2000
)

// HasTag reports whether a member has a tag, in whatever case.
func (m Member) HasTag(tag string) bool {
	return slices.ContainsFunc(m.Tags, func(t string) bool { return strings.EqualFold(t, tag) })
}

func (m Member) checkTags(wrong fieldErrors) {
	if len(m.Tags) > maxTags {
		wrong.add("tags", "Use at most 20 tags.")
	}
	for _, tag := range m.Tags {
		if tag == "" || tag != strings.TrimSpace(tag) || utf8.RuneCountInString(tag) > maxTagLength || !oneLine(tag) || strings.ContainsAny(tag, ",;") {
			wrong.add("tags", "Use tags of at most 40 characters, without commas.")
		}
	}
}

// isText reports whether a text of several lines is fit to be shown and kept.
func isText(text string) bool {
	return oneLine(strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ").Replace(text))
}

// Variables are the public values of a member for the macros of an offer, by
// their names: whatever uses them can be read by whoever follows a link.
func (m Member) Variables(groupName string, o Offer) map[string]string {
	values := map[string]string{
		"creator_name":            m.Name,
		"creator_ig_username":     m.Instagram,
		"creator_tiktok_username": m.TikTok,
		"project_name":            groupName,
		"link_offer_name":         o.Name,
	}
	for name, value := range values {
		if values[name] = cutText(value, maxVariable); value == "" {
			delete(values, name)
		}
	}
	return values
}

const maxVariable = 120 // bytes, the relay's

// Group is a set of members, what Aspire calls a project.
type Group struct {
	ID   GroupID `json:"-"`
	Name string  `json:"name"`
}

// Check validates a group as a form sends it: an *Error with Fields.
func (g Group) Check() error {
	wrong := fieldErrors{}
	checkName(wrong, "name", g.Name, "Enter a name for the group.")
	return wrong.err()
}

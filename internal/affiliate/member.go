package affiliate

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Member is a person who promotes offers. Names and addresses stay on the
// devices; the relay and CJ see the id.
type Member struct {
	ID         MemberID `json:"-"`
	Name       string   `json:"name"`
	Email      string   `json:"email"`
	Handle     string   `json:"handle"`
	GroupID    GroupID  `json:"group_id"`
	PromoCodes []string `json:"promo_codes"` // credited to the member, in upper case
	PIDs       []string `json:"cj_pids"`     // promotional properties at CJ that are the member's alone
	Payee      string   `json:"payee"`       // the e-mail address that payments go to; empty until known
	Status     string   `json:"status"`
	CreatedAt  string   `json:"created_at"`

	Synced bool `json:"-"`
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
	if utf8.RuneCountInString(m.Handle) > maxNameLength || !oneLine(m.Handle) {
		wrong.add("handle", "Use one line of at most 120 characters.")
	}
	if !oneOf(m.Status, Active, Paused) {
		wrong.add("status", "Choose active or paused.")
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

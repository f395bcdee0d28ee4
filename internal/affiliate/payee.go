package affiliate

import (
	"regexp"
	"strings"
)

// An address that is paid starts with a letter, a digit or an underscore: a
// cell of a payment file that starts with = + - @ or ' is a formula or a quoted
// text to a spreadsheet.
var (
	payeeMailbox = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_%'+-]*(\.[A-Za-z0-9_%'+-]+)*$`)
	payeeDomain  = regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$`)
)

const maxMailboxLength = 64 // RFC 5321, 4.5.3.1.1

// IsPayee reports whether money can be sent to an e-mail address: a plain one
// in ASCII that every payment file can hold.
func IsPayee(address string) bool {
	at := strings.LastIndexByte(address, '@')
	return at > 0 && at <= maxMailboxLength && len(address) <= maxEmailLength &&
		payeeMailbox.MatchString(address[:at]) && payeeDomain.MatchString(address[at+1:])
}

package affiliate

import (
	"slices"
	"strconv"
)

// ReceiptNames is a part of the commissions that a payment of CJ names: the body
// of a change whose key is the list's id, a slash and the part's number.
type ReceiptNames struct {
	Only []string `json:"only"`
}

// ReceiptNamesEach is how many things one entry names at most, so that it fits
// into the log: ids have up to 20 characters there.
const ReceiptNamesEach = 1500

// InParts takes the commissions out of a payment that names too many for one
// entry, and gives them in parts. Their id is made of them, so that two devices
// that read one file write the same parts.
func (r *Receipt) InParts() (parts []ReceiptNames) {
	if len(r.Only) <= ReceiptNamesEach {
		return nil
	}
	for part := range slices.Chunk(r.Only, ReceiptNamesEach) {
		parts = append(parts, ReceiptNames{Only: part})
	}
	r.Names, r.Parts, r.Only = string(derivedID("receipt names", r.Only...)), len(parts), nil
	return parts
}

// PartKey is the key of the change with a part of what a payment names.
func (r *Receipt) PartKey(part int) string { return r.Names + "/" + strconv.Itoa(part) }

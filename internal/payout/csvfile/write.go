package csvfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"linkledger/internal/money"
)

// Line is what one member is paid.
type Line struct {
	Member    string // our opaque id
	Receiver  string // the e-mail address that the money goes to
	Amount    money.Amount
	Reference string // what the receiver sees
}

// Header is the first row.
func Header() []string {
	return []string{"payment", "member", "receiver", "amount", "currency", "reference"}
}

// Write writes a payment and returns the SHA-256 of its bytes in hexadecimal.
// Lines are sorted by member; rows end in CRLF; amounts are in major units
// with a point and no separators. If any line is bad, nothing is written and
// the error, a Problems, lists every bad line; other errors are the writer's.
func Write(w io.Writer, paymentID string, lines []Line) (sum string, err error) {
	if err := check(paymentID, lines); err != nil {
		return "", err
	}
	var file bytes.Buffer
	rows := csv.NewWriter(&file)
	rows.UseCRLF = true
	table := [][]string{Header()}
	for _, l := range slices.SortedFunc(slices.Values(lines), func(a, b Line) int { return strings.Compare(a.Member, b.Member) }) {
		table = append(table, []string{paymentID, l.Member, l.Receiver, l.Amount.Text(), string(l.Amount.Currency), l.Reference})
	}
	if err := rows.WriteAll(table); err != nil {
		return "", fmt.Errorf("write the payment file: %w", err)
	}
	digest := sha256.Sum256(file.Bytes())
	if _, err := w.Write(file.Bytes()); err != nil {
		return "", fmt.Errorf("write the payment file: %w", err)
	}
	return hex.EncodeToString(digest[:]), nil
}

// Filename names the file of a payment: linkledger-payment-0007-2026-11-22-USD.csv.
// Whatever of day and currency could not stand in a name is left out.
func Filename(paymentNumber int, day string, currency money.Currency) string {
	return fmt.Sprintf("linkledger-payment-%04d-%s-%s.csv", paymentNumber, plain(day), plain(string(currency)))
}

func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' {
			return r
		}
		return -1
	}, text)
}

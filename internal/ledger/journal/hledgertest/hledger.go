// Package hledgertest lets tests ask hledger what it makes of a journal.
//
// It must not know how the journal was written.
package hledgertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"testing"

	"linkledger/internal/ledger"
	"linkledger/internal/ledger/journal"
	"linkledger/internal/money"
)

// Need skips a test where there is no hledger; build/setup.sh installs it for
// make test, which sets CI.
func Need(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("hledger"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("hledger is missing: run build/setup.sh test")
		}
		t.Skip("hledger is missing; it is a package of Debian")
	}
}

// Agree reports where hledger's strict check fails or its balances differ from
// the book's, posted and reserved, by account and currency.
func Agree(file []byte, balances []ledger.Balance, names journal.Names) error {
	posted, reserved := map[string]int64{}, map[string]int64{}
	for _, b := range balances {
		key := names.Account(b.Account) + " " + string(b.Currency)
		posted[key] += b.DebitsPosted - b.CreditsPosted
		reserved[key] += b.DebitsPending - b.CreditsPending
	}
	if _, err := run(file, "check"); err != nil {
		return err
	}
	for mark, want := range map[string]map[string]int64{"-C": posted, "-P": reserved} {
		got, err := sums(file, mark)
		if err != nil {
			return err
		}
		maps.DeleteFunc(want, func(_ string, minor int64) bool { return minor == 0 })
		if !maps.Equal(got, want) {
			return fmt.Errorf("hledger balance %s says %v, the book %v", mark, got, want)
		}
	}
	return nil
}

// sums are hledger's balances in minor units, by account and currency.
func sums(file []byte, mark string) (map[string]int64, error) {
	out, err := run(file, "balance", "--flat", "--no-elide", mark, "-O", "json")
	if err != nil {
		return nil, err
	}
	var report [2]json.RawMessage // accounts, total
	var lines [][4]json.RawMessage
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(report[0], &lines); err != nil {
		return nil, err
	}
	minor := map[string]int64{}
	for _, line := range lines {
		var account string
		var amounts []struct {
			Commodity string `json:"acommodity"`
			Quantity  struct {
				Mantissa *big.Int `json:"decimalMantissa"`
				Places   int      `json:"decimalPlaces"`
			} `json:"aquantity"`
		}
		if err := json.Unmarshal(line[0], &account); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(line[3], &amounts); err != nil {
			return nil, err
		}
		for _, a := range amounts {
			if digits := money.Currency(a.Commodity).Digits(); a.Quantity.Places > digits {
				return nil, fmt.Errorf("%s has %d decimals in %s", a.Commodity, a.Quantity.Places, account)
			}
			shift := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(money.Currency(a.Commodity).Digits()-a.Quantity.Places)), nil)
			minor[account+" "+a.Commodity] = new(big.Int).Mul(a.Quantity.Mantissa, shift).Int64()
		}
	}
	maps.DeleteFunc(minor, func(_ string, minor int64) bool { return minor == 0 })
	return minor, nil
}

// run starts hledger in the plain C locale: a journal must not need another.
func run(file []byte, args ...string) ([]byte, error) {
	command := exec.Command("hledger", append([]string{"--strict", "-f", "-"}, args...)...)
	command.Env = append(os.Environ(), "LANG=C", "LC_ALL=C")
	command.Stdin = bytes.NewReader(file)
	var problem bytes.Buffer
	command.Stderr = &problem
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("hledger %s: %w: %s", strings.Join(args, " "), err, problem.String())
	}
	return out, nil
}

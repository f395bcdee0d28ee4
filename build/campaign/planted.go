package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// planted are values that must rest nowhere on a relay, and how they would
// look if they did.
type planted struct {
	addresses                                 []string // IPv4 and IPv6
	secret, name, email, payee, handle, group string
	visible                                   string // what a relay may keep, to try the search on
	needles                                   []needle
}

type needle struct {
	what  string
	bytes []byte // in lower case where letters have two
}

// plant draws values that stand nowhere else.
func plant(s *site, draws *rand.Rand) planted {
	word := func() string {
		b := make([]byte, 10)
		for i := range b {
			b[i] = byte('a' + draws.IntN(26))
		}
		return string(b)
	}
	p := planted{
		addresses: []string{
			fmt.Sprintf("198.51.%d.%d", 100+draws.IntN(100), 100+draws.IntN(100)),
			fmt.Sprintf("2001:db8:%x:%x::%x", 0x1000+draws.IntN(0xe000), 0x1000+draws.IntN(0xe000), 0x1000+draws.IntN(0xe000)),
		},
		secret: "secret-" + word() + word(), name: "Member" + word(), email: word() + "@members.example", payee: word() + "@payees.example",
		handle: word(), group: "Group" + word(), visible: offerID,
	}
	for _, a := range p.addresses {
		p.addAddress(a)
	}
	p.add("a secret", p.secret)
	p.add("a member's name", p.name)
	p.add("a member's e-mail address", p.email)
	p.add("a payee", p.payee)
	p.add("a handle", p.handle)
	p.add("a group", p.group)
	p.add("the postback token", postbackToken)
	for _, d := range s.devices {
		p.add("a device's token", d.Token)
	}
	return p
}

// add plants a text, in the spellings that a program might keep it in.
func (p *planted) add(what, text string) {
	p.needle(what, text)
	p.needle(what+", percent-encoded", url.QueryEscape(text))
	p.needle(what+", in hex", hex.EncodeToString([]byte(text)))
	// Base64 of a text within a longer one depends on where it begins; what is
	// left of it without its edges always shows.
	for shift := range 3 {
		encoded := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), text...))
		p.needle(what+", in base64", encoded[(shift*8+5)/6:len(encoded)-2])
		p.needle(what+", in base64", strings.NewReplacer("+", "-", "/", "_").Replace(encoded[(shift*8+5)/6:len(encoded)-2]))
	}
	if quoted, err := json.Marshal(text); err == nil {
		p.needle(what+", in JSON", strings.Trim(string(quoted), `"`))
	}
}

// addAddress plants an address: also as a number, and as a plain hash, which
// gives it away to whoever tries them all.
func (p *planted) addAddress(text string) {
	const what = "an address"
	p.add(what, text)
	a := netip.MustParseAddr(text)
	sum := sha256.Sum256([]byte(text))
	for _, raw := range [][]byte{a.AsSlice(), sum[:16]} {
		p.needles = append(p.needles, needle{what + ", in bytes or hashed", asciiLower(raw)})
		p.needle(what+", in hex or hashed", hex.EncodeToString(raw))
	}
	p.needle(what+", written out", a.StringExpanded())
}

func (p *planted) needle(what, text string) {
	p.needles = append(p.needles, needle{what, []byte(strings.ToLower(text))})
}

// asciiLower leaves all bytes but A to Z as they are, whatever they are part of.
func asciiLower(b []byte) []byte {
	lower := bytes.Clone(b)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return lower
}

// in says what of it stands in a text.
func (p *planted) in(where string, text []byte) (found []string) {
	text = asciiLower(text)
	for _, n := range p.needles {
		if at := bytes.Index(text, n.bytes); at >= 0 {
			found = append(found, fmt.Sprintf("%s stands in %s: %.200q", n.what, where, text[max(0, at-60):min(len(text), at+len(n.bytes)+60)]))
		}
	}
	return found
}

// inFolder says what of it stands in the files below a folder.
func (p *planted) inFolder(dir string) (found []string) {
	err := eachFile(dir, func(path string, data []byte) { found = append(found, p.in(filepath.Base(path), data)...) })
	if err != nil {
		found = append(found, fmt.Sprintf("the search failed: %v", err))
	}
	return found
}

// search names a file below dir that holds the bytes; empty when none does.
func search(dir string, what []byte) (where string) {
	err := eachFile(dir, func(path string, data []byte) {
		if bytes.Contains(data, what) {
			where = path
		}
	})
	if err != nil {
		return ""
	}
	return where
}

func eachFile(dir string, do func(path string, data []byte)) error {
	return filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			return nil // the relay has just removed it
		}
		if err == nil {
			do(path, data)
		}
		return err
	})
}

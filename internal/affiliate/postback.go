package affiliate

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// PostbackRules are what an offer changes of its preset, and from whom it
// takes postbacks. A change sets all of them.
type PostbackRules struct {
	Names      []PostbackName `json:"names"`       // parameter names that come before the preset's
	Amounts    string         `json:"amounts"`     // AmountsMajor or AmountsMinor; empty: as the preset says
	SigningKey string         `json:"signing_key"` // hex; empty for calls without a signature
	Networks   []string       `json:"networks"`    // CIDR ranges that may call; empty for all
}

// PostbackName is an offer's own name for a field of its postbacks.
type PostbackName struct {
	Field PostbackField `json:"field"`
	Name  string        `json:"name"`
}

// How postbacks write amounts.
const (
	AmountsMajor = "major"
	AmountsMinor = "minor" // whole cents
)

// Limits of postback rules.
const (
	PostbackKeySize = 32
	maxNetworks     = 50
)

// UnmarshalJSON reads rules as a whole, so that nothing of earlier ones stays.
func (r *PostbackRules) UnmarshalJSON(text []byte) error {
	type plain PostbackRules
	var p plain
	if err := json.Unmarshal(text, &p); err != nil {
		return err
	}
	*r = PostbackRules(p)
	return nil
}

// NewPostbackKey makes a key that signs postbacks.
func NewPostbackKey(random io.Reader) (string, error) {
	key := make([]byte, PostbackKeySize)
	if _, err := io.ReadFull(random, key); err != nil {
		return "", fmt.Errorf("make a signing key: %w", err)
	}
	return hex.EncodeToString(key), nil
}

// OwnNames are the names by field.
func (r PostbackRules) OwnNames() map[PostbackField]string {
	own := make(map[PostbackField]string, len(r.Names))
	for _, n := range r.Names {
		own[n.Field] = n.Name
	}
	return own
}

func (r PostbackRules) check(wrong fieldErrors) {
	seen := map[PostbackField]bool{}
	for _, n := range r.Names {
		if seen[n.Field] {
			wrong.add("postbackNames", "Give one name for each field.")
		}
		seen[n.Field] = true
	}
	if err := CheckPostbackNames(r.OwnNames()); err != nil {
		wrong.add("postbackNames", sentence(err))
	}
	if !oneOf(r.Amounts, "", AmountsMajor, AmountsMinor) {
		wrong.add("postbackAmounts", "Choose as the network does, whole units or cents.")
	}
	if key, err := hex.DecodeString(r.SigningKey); err != nil || len(key) != 0 && len(key) != PostbackKeySize {
		wrong.add("postbackKey", "Make a new signing key.")
	}
	if _, err := ParseNetworks(r.Networks); err != nil {
		wrong.add("postbackNetworks", sentence(err))
	}
}

var parameterForm = regexp.MustCompile(`^[A-Za-z0-9_.\[\]-]{1,64}$`)

// CheckPostbackNames tells whether an offer's own parameter names can be used.
func CheckPostbackNames(names map[PostbackField]string) error {
	taken := map[string]PostbackField{}
	for field, name := range names {
		lower := strings.ToLower(name)
		switch other, twice := taken[lower]; {
		case !slices.Contains(PostbackFields(), field):
			return fmt.Errorf("there is no field %.40q in postbacks", string(field))
		case !parameterForm.MatchString(name):
			return fmt.Errorf("the parameter name %.70q can't be used: letters, digits and _ . - [ ] only", name)
		case SecretParameter(lower) || lower == "ts":
			return fmt.Errorf("the parameter name %q is kept for the relay's own use", name)
		case twice:
			return fmt.Errorf("the parameter %q is given for %s and for %s", lower, min(field, other), max(field, other))
		}
		taken[lower] = field
	}
	return nil
}

// SecretParameter reports whether a parameter of a postback, in lower case,
// holds what is not kept: what opens the door, or a shopper's address.
func SecretParameter(name string) bool { return slices.Contains(SecretParameters(), name) }

// SecretParameters lists those parameters.
func SecretParameters() []string {
	return []string{
		"security_token", "token", "sig", "signature", "key", "api_key", "secret", "password",
		"ip", "ip_address", "session_ip", "conversion_ip", "user_ip", "client_ip", "remote_addr",
	}
}

// ParseNetworks reads CIDR ranges; a plain address is a range of one.
func ParseNetworks(texts []string) ([]netip.Prefix, error) {
	if len(texts) > maxNetworks {
		return nil, fmt.Errorf("there are %d networks: %d are allowed", len(texts), maxNetworks)
	}
	networks := make([]netip.Prefix, 0, len(texts))
	for _, text := range texts {
		network, err := netip.ParsePrefix(text)
		if address, plain := netip.ParseAddr(text); plain == nil && address.Zone() == "" {
			network, err = address.Prefix(address.BitLen())
		}
		if err != nil || network != network.Masked() || network.Addr().Is4In6() {
			return nil, fmt.Errorf("the network %.60q can't be read: write it like 192.0.2.0/24 or 2001:db8::/32", text)
		}
		networks = append(networks, network)
	}
	return networks, nil
}

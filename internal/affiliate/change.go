package affiliate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// Noun is what a change is about.
type Noun string

// The nouns of changes. Their spelling stands in logs for ever.
const (
	NounSetting  Noun = "setting"
	NounOffer    Noun = "offer"
	NounRule     Noun = "rule"
	NounGroup    Noun = "group"
	NounMember   Noun = "member"
	NounLink     Noun = "link"
	NounDecision Noun = "decision"
	NounPayment  Noun = "payment"
	NounReceipt  Noun = "receipt"
	NounNames    Noun = "receipt_names"
	NounDevice   Noun = "device"
	NounConflict Noun = "conflict"

	NounAdjustment Noun = "adjustment"
	NounOpening    Noun = "opening"

	NounOrderImport  Noun = "order_import"
	NounShopOrders   Noun = "shop_orders"
	NounCaseDecision Noun = "case_decision"

	NounMonthClose Noun = "month_close" // its key is the month, YYYY-MM
)

// Change is the body of a `change` entry: fields of one thing, set to new
// values. The log's order decides; the last value of a field stands.
type Change struct {
	Noun Noun            `json:"noun"`
	Key  string          `json:"key"`
	Set  json.RawMessage `json:"set"` // an object of the fields that change

	// Expected is the id of the entry that last changed a guarded subject, as
	// the person saw it, or NoVersion. The change is applied only if it still
	// is; empty applies it in any case.
	Expected string `json:"expected,omitempty"`
}

// ChangeSchema is the version of Change's shape.
const ChangeSchema = 1

// NewChange makes a change that sets all fields of a value.
func NewChange(noun Noun, key string, fields any) (Change, error) {
	set, err := json.Marshal(fields)
	if err != nil {
		return Change{}, fmt.Errorf("write a change of a %s: %w", noun, err)
	}
	return Change{Noun: noun, Key: key, Set: set}, nil
}

// ParseChange reads a change as it stands in the log.
func ParseChange(body []byte) (Change, error) {
	var c Change
	if err := json.Unmarshal(body, &c); err != nil {
		return Change{}, fmt.Errorf("read a change: %w", err)
	}
	if c.Noun == "" || c.Key == "" || !bytes.HasPrefix(bytes.TrimSpace(c.Set), []byte("{")) {
		return Change{}, fmt.Errorf("read a change: noun, key and set are needed")
	}
	return c, nil
}

// Merge sets the fields of a change in a copy of value and leaves the others.
// A list is set as a whole. On an error nothing is set.
func Merge[T any](value T, c Change) (T, error) {
	merged := value
	err := dropLists(reflect.ValueOf(&merged).Elem(), c.Set)
	if err == nil {
		err = json.Unmarshal(c.Set, &merged)
	}
	if err != nil {
		return value, fmt.Errorf("merge a change of %s %s: %w", c.Noun, c.Key, err)
	}
	return merged, nil
}

// dropLists empties the lists of a struct that set names: json would write
// into the array that value still holds, and leave fields of its items behind.
func dropLists(v reflect.Value, set json.RawMessage) error {
	var named map[string]json.RawMessage
	if err := json.Unmarshal(set, &named); err != nil || v.Kind() != reflect.Struct {
		return err
	}
	for i := range v.NumField() {
		if v.Field(i).Kind() != reflect.Slice {
			continue
		}
		field, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		for name := range named {
			if strings.EqualFold(name, field) {
				v.Field(i).SetZero()
			}
		}
	}
	return nil
}

// Setting keys.
const (
	SettingWorkspace   = "workspace"
	SettingAttribution = "attribution"
	SettingCJPayments  = "cj_payments"
	SettingAdvertiser  = "cj_advertiser"
	SettingClickRules  = "click_rules"
)

// SettingAdvertiserPrefix begins the key of one brand's numbers at CJ, of
// several; its company id follows.
const SettingAdvertiserPrefix = SettingAdvertiser + "/"

// Attribution is the setting of who gets an order that a member's link and
// another member's promo code both claim. It counts for sales from the day on
// which it was changed.
type Attribution struct {
	Prefer string `json:"prefer"` // PreferLink or PreferCode
}

// What goes over the other.
const (
	PreferLink = "link" // also where nothing was set
	PreferCode = "code"
)

// Workspace is the setting that all devices share.
type Workspace struct {
	Name     string `json:"name"`
	Currency string `json:"currency"` // the publisher account's functional currency
	CID      string `json:"cj_cid"`   // publisher company id at CJ
	PID      string `json:"cj_pid"`   // promotional property at CJ
	CJRole   CJRole `json:"cj_role,omitempty"`
}

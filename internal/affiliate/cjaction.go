package affiliate

// CJ's action types of what is paid for no sale of its own (CJ Commission
// Detail API, ActionType).
const (
	cjBonus       = "bonus"
	cjPerformance = "perf_inc" // an incentive for what was sold in a period
)

// IsBonus reports whether CJ pays an action on top of sales.
func IsBonus(actionType string) bool { return actionType == cjBonus || actionType == cjPerformance }

// CJ's word on an action that its advertiser has to accept (CJ Commission
// Detail API, ValidationStatus). AUTOMATED is what nobody has to.
const (
	ValidationPending   = "PENDING"
	ValidationAccepted  = "ACCEPTED"
	ValidationDeclined  = "DECLINED"
	ValidationAutomated = "AUTOMATED"
)

// Counted is what each row of an action comes to in our books, by commission
// id: nothing before the original is here or while the advertiser declines it,
// nothing in another currency than the original's, and nothing of what CJ pays
// to others than us.
func Counted(rows []CommissionRow) map[string]int64 {
	counted := make(map[string]int64, len(rows))
	original := OriginalOf(rows)
	if original == nil || original.ValidationStatus == ValidationDeclined {
		return counted
	}
	for _, row := range rows {
		_, commission, err := row.Amounts()
		if err == nil && row.Currency == original.Currency && row.Role != CJAdvertiser {
			counted[row.CommissionID] = commission.Minor
		}
	}
	return counted
}

// OriginalOf is the original row of an action; nil until it is here.
func OriginalOf(rows []CommissionRow) *CommissionRow {
	for i := range rows {
		if rows[i].Original {
			return &rows[i]
		}
	}
	return nil
}

// Over is a row as it stands after another sight of it. What an advertiser's
// token shows says how far CJ is, but not the click, nor our amounts.
func (r CommissionRow) Over(known CommissionRow) CommissionRow {
	if r.Role != CJAdvertiser || known.Role == CJAdvertiser {
		return r
	}
	known.ActionStatus, known.ValidationStatus, known.CorrectionReason = r.ActionStatus, r.ValidationStatus, r.CorrectionReason
	known.LockingMethod, known.LockingDate = r.LockingMethod, r.LockingDate
	return known
}

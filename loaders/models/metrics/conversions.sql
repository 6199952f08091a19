-- title: Amounts converted
-- grain: One row per currency other than the report's.
-- unit: deals; amounts in that currency and in the report's
-- dates: None.
-- definition: Deals whose amount was given in another currency and converted by the rates of the settings: that of the day the deal was closed, or created where it is open.
-- limits: A deal without an amount is not counted. Rates are those of the settings; nothing is fetched.
-- source: Our own accounting.
-- column currency: Currency of the amounts.
-- column deals: Deals converted.
-- column original: Their amounts in that currency.
-- column converted: Their amounts in the report's currency, each rounded to a cent.
-- column lowest_rate: Lowest rate used.
-- column highest_rate: Highest rate used.
CREATE MACRO conversions() AS TABLE
SELECT currency, deals, original, converted, lowest_rate, highest_rate FROM converted_amounts ORDER BY currency;

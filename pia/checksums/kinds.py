"""Which tests there are in compiled form, by the recognizers whose tests they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from pia.checksums import (
    china,
    europe,
    forms,
    germany,
    iban,
    india,
    korea,
    luhn,
    nations,
    network,
    phone,
    verhoeff,
    weighted,
)
from pia.checksums.compiling import Bytes

Test: TypeAlias = Callable[[Bytes, int, int], int]
DatedTest: TypeAlias = Callable[[Bytes, int, int, int], int]

TESTS: dict[str, Test] = {
    "china.resident_id": china.resident_id,
    "china.resident_id_15": china.old_resident_id,
    "china.mobile": china.mobile,
    "china.credit_code": china.credit_code,
    "china.credit_code_of_digits": china.digital_credit_code,
    "china.bank_card": luhn.payment_card,
    "devices.iccid": luhn.payment_card,
    "devices.imei": luhn.payment_card,
    "nationals.br_cpf_written": nations.brazilian_person,
    "nationals.ch_ssn": nations.swiss_insured,
    "nationals.ch_ssn_written": nations.swiss_insured,
    "nationals.cl_rut": nations.chilean_role,
    "nationals.cl_rut_written": nations.chilean_role,
    "nationals.fr_nir": nations.french_registration,
    "nationals.fr_nir_written": nations.french_registration,
    "nationals.hr_oib": weighted.croatian_id,
    "nationals.nl_bsn": weighted.dutch_citizen,
    "nationals.pt_cc": nations.portuguese_card,
    "nationals.pt_nif": weighted.portuguese_tax,
    "phone.local": phone.local,
    "presidio.AuMedicareRecognizer": weighted.australian_medicare,
    "presidio.AuTfnRecognizer": weighted.australian_tax_file,
    "presidio.CaSinRecognizer": luhn.social_insurance_number,
    "presidio.CreditCardRecognizer": luhn.payment_card,
    "presidio.InAadhaarRecognizer": verhoeff.aadhaar,
    "presidio.InVehicleRegistrationRecognizer": india.vehicle,
    "presidio.IpRecognizer": network.ip_address,
    "presidio.KrDriverLicenseRecognizer": korea.driver_license,
    "presidio.KrFrnRecognizer": korea.foreigner,
    "presidio.KrRrnRecognizer": korea.resident,
    "presidio.MacAddressRecognizer": network.mac_address,
    "presidio.MedicalLicenseRecognizer": weighted.dea,
    "presidio.NgNinRecognizer": verhoeff.nigerian_id,
    "presidio.PhTinRecognizer": weighted.philippine_tax,
    "presidio.ThTninRecognizer": weighted.thai_national_id,
    "presidio.UsNpiRecognizer": luhn.national_provider,
    "presidio.UsSsnRecognizer": forms.social_security,
    "presidio.DeHealthInsuranceRecognizer": germany.health_insurance,
    "presidio.DeIdCardRecognizer": germany.identity_card,
    "presidio.DeLanrRecognizer": weighted.german_doctor,
    "presidio.DePassportRecognizer": germany.passport,
    "presidio.DeSocialSecurityRecognizer": germany.pension_insurance,
    "presidio.DeTaxIdRecognizer": germany.tax_id,
    "presidio.EsNieRecognizer": europe.spanish_foreigner,
    "presidio.EsNifRecognizer": europe.spanish_tax,
    "presidio.FiPersonalIdentityCodeRecognizer": europe.finnish_identity,
    "presidio.IbanRecognizer": iban.iban,
    "presidio.ItFiscalCodeRecognizer": europe.italian_fiscal,
    "presidio.NhsRecognizer": weighted.nhs,
    "presidio.PlPeselRecognizer": weighted.pesel,
    "presidio.SePersonnummerRecognizer": luhn.personnummer,
    "presidio.TrLicensePlateRecognizer": forms.turkish_plate,
    "presidio.TrNationalIdRecognizer": europe.turkish_identity,
    "presidio.UkDrivingLicenceRecognizer": europe.british_driver,
    "presidio.UkVehicleRegistrationRecognizer": forms.british_plate,
    "presidio.ZaDriverLicenseRecognizer": forms.south_african_driver,
    "presidio.ZaIncomeTaxNumberRecognizer": forms.south_african_tax,
    "presidio.ZaLicensePlateRecognizer": forms.south_african_plate,
    "presidio.ZaPassportRecognizer": forms.south_african_passport,
}
DATED_TESTS: dict[str, DatedTest] = {
    "presidio.ZaIdNumberRecognizer": luhn.south_african_id,
    "presidio.ZaTrafficRegisterNumberRecognizer": forms.south_african_register,
}
NAMES = (*TESTS, *DATED_TESTS)

KINDS: Mapping[str, int] = MappingProxyType({name: kind for kind, name in enumerate(NAMES)})
"""Name of a recognizer -> kind, for the recognizers whose test there is in compiled form; the same in one run only."""

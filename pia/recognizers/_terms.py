"""Words that name a special category of data by themselves, and words that do so only among others of their kind.

Terms of public classifications, in our selection: ICD-10 chapter and category titles, GB/T 3304-1991 (ethnic groups of
China), GB/T 4762-1984 (political status), GB/T 26341-2010 (disability), titles of the Criminal Law of China, and the
categories of the censuses of the United States and the United Kingdom.
"""

from __future__ import annotations

from pia.recognizers import phrases

RELIGIONS = phrases(
    """
    christian, christianity, catholic, roman catholic, protestant, orthodox christian, eastern orthodox, greek orthodox,
    russian orthodox, anglican, church of england, episcopalian, methodist, lutheran, baptist, presbyterian,
    pentecostal,
    evangelical, mormon, latter-day saint, jehovah's witness, jehovahs witness, quaker, seventh-day adventist,
    adventist,
    muslim, moslem, islam, sunni, shia, shiite, sunni muslim, shia muslim, hindu, hinduism, buddhist, buddhism, sikh,
    sikhism,
    jewish, judaism, jain, jainism, baha'i, bahai, zoroastrian, taoist, daoist, taoism, shinto, atheist, agnostic,
    pagan,
    rastafarian, unitarian, scientologist, wiccan, hare krishna, humanist, 佛教, 道教, 伊斯兰教, 天主教, 基督教, 东正教,
    犹太教, 印度教, 藏传佛教, 喇嘛教, 回教, 一贯道, 妈祖信仰, 无宗教信仰, 无宗教, 不信教, 信仰佛教, 信仰基督教,
    信仰伊斯兰教,
    佛教徒, 基督徒, 天主教徒, 穆斯林, 无神论, 无神论者, 民间信仰
    """
)
RELIGIONS_WEAK = phrases(
    """
    none, no religion, not religious, non-religious, nonreligious, secular, other, unknown, prefer not to say,
    spiritual,
    orthodox, church, reformed, unaffiliated, nothing in particular, folk religion, traditional, 无, 其他, 不详, 无信仰
    """
)
ETHNICITIES = phrases(
    """
    african american, african-american, black or african american, caucasian, hispanic, hispanic or latino,
    not hispanic or latino, non-hispanic, non-hispanic white, non-hispanic black, latino, latina, latinx, latino/a,
    american indian, american indian or alaska native, american indian and alaska native, alaska native,
    native american,
    native hawaiian, native hawaiian or other pacific islander, pacific islander, white british, white irish,
    black african, black caribbean, black british, afro-caribbean, african caribbean, asian british, asian american,
    south asian, east asian, southeast asian, asian or pacific islander, middle eastern or north african, mixed race,
    biracial, multiracial, two or more races, white and asian, white and black caribbean, gypsy or irish traveller,
    irish traveller, romani, roma, aboriginal, torres strait islander, maori, māori, pakeha, first nations, inuit,
    métis,
    indigenous, ashkenazi, sephardic, kurdish, tamil, yoruba, igbo, hausa, zulu, xhosa, han chinese, uyghur, pashtun,
    punjabi, bengali, arab, berber, mestizo, mulatto, cape coloured, pardo,
    汉族, 蒙古族, 回族, 藏族, 维吾尔族, 苗族, 彝族, 壮族, 布依族, 朝鲜族, 满族, 侗族, 瑶族, 白族, 土家族, 哈尼族,
    哈萨克族,
    傣族, 黎族, 傈僳族, 佤族, 畲族, 高山族, 拉祜族, 水族, 东乡族, 纳西族, 景颇族, 柯尔克孜族, 土族, 达斡尔族, 仫佬族,
    羌族,
    布朗族, 撒拉族, 毛南族, 仡佬族, 锡伯族, 阿昌族, 普米族, 塔吉克族, 怒族, 乌孜别克族, 俄罗斯族, 鄂温克族, 德昂族,
    保安族,
    裕固族, 京族, 塔塔尔族, 独龙族, 鄂伦春族, 赫哲族, 门巴族, 珞巴族, 基诺族, 维族, 穿青人
    """
)
ETHNICITIES_WEAK = phrases(
    """
    white, black, asian, other, mixed, unknown, chinese, indian, pakistani, bangladeshi, african, european, caribbean,
    japanese, korean, filipino, vietnamese, middle eastern, coloured, east indian, west indian, white other,
    asian other,
    other white, other asian, other black, any other, declined, prefer not to say, not stated, 汉, 回, 满, 壮, 苗, 其他
    """
)
PARTIES = phrases(
    """
    republican, republicans, democrat, democrats, democratic party, republican party, gop, libertarian,
    libertarian party,
    green party, labour party, conservative party, liberal democrat, liberal democrats, lib dem, tory, plaid cymru, snp,
    scottish national party, sinn fein, sinn féin, dup, ukip, reform uk, cdu, csu, spd, afd, fdp, die linke,
    bündnis 90/die grünen,
    parti socialiste, les républicains, rassemblement national, la france insoumise, partido popular, psoe, podemos,
    vox,
    fratelli d'italia, forza italia, movimento 5 stelle, partito democratico, liberal party, new democratic party,
    bloc québécois, bjp, bharatiya janata party, indian national congress, aam aadmi party, communist party, communist,
    socialist, social democrat, marxist, anarchist, kuomintang, democratic progressive party, 中共党员, 中共预备党员,
    共产党员, 预备党员, 共青团员, 党员, 团员, 群众, 民革党员, 民革会员, 民盟盟员, 民建会员, 民进会员, 农工党党员,
    致公党党员,
    九三学社社员, 台盟盟员, 无党派人士, 无党派民主人士, 民主党派, 入党积极分子, 国民党, 民进党, 共产党
    """
)
PARTIES_WEAK = phrases(
    """
    democratic, independent, green, labour, conservative, liberal, progressive, none, other, unaffiliated, unknown,
    nonpartisan,
    no party, undecided, moderate, left, right, centre, 无, 其他, 少先队员, 无党派
    """
)
ORIENTATIONS = phrases(
    """
    heterosexual, homosexual, bisexual, lesbian, gay, gay man, gay or lesbian, pansexual, asexual, queer,
    straight or heterosexual,
    bi-sexual, demisexual, lgbt, lgbtq, 异性恋, 同性恋, 双性恋, 男同性恋, 女同性恋, 泛性恋, 无性恋, 男男性行为者
    """
)
ORIENTATIONS_WEAK = phrases(
    "straight, other, unknown, questioning, unsure, prefer not to say, prefer not to disclose, 其他, 不详"
)
UNIONS = phrases(
    """
    trade union member, trade union membership, union member, union membership, union dues, union representative,
    union rep, shop steward, member of the union, joined the union, ig metall, ver.di, teamsters, seiu, afl-cio,
    unite the union, comisiones obreras, confédération générale du travail, 工会会员, 加入工会, 工会小组长, 工会干部,
    工会委员, 非工会会员, 已入会工会, 工会主席
    """
)
UNIONS_WEAK = phrases(
    """
        non-member, not a member, non-union, nonunion, uaw, cgt, cfdt, ugt, cgil, gmb, usdaw, unison, none, no, yes,
        未入会
    """
)
DISABILITIES = phrases(
    """
    wheelchair user, visually impaired, visual impairment, hearing impaired, hearing impairment, learning disability,
    learning disabled, intellectual disability, physical disability, mobility impairment, speech impairment, deafblind,
    physically disabled, mentally disabled, disabled person, registered disabled, legally blind, amputee, paraplegic,
    paraplegia, quadriplegic, tetraplegia, cerebral palsy, down syndrome, down's syndrome, autistic spectrum disorder,
    autism spectrum disorder, dyslexia, dyscalculia, developmental disability, multiple disabilities,
    long-term disability,
    视力残疾, 听力残疾, 言语残疾, 肢体残疾, 智力残疾, 精神残疾, 多重残疾, 视力一级, 视力二级, 视力三级, 视力四级,
    听力一级,
    听力二级, 听力三级, 听力四级, 肢体一级, 肢体二级, 肢体三级, 肢体四级, 智力一级, 智力二级, 智力三级, 智力四级,
    精神一级,
    精神二级, 精神三级, 精神四级, 言语一级, 言语二级, 残疾人, 残疾一级, 残疾二级, 残疾三级, 残疾四级, 一级残疾,
    二级残疾,
    三级残疾, 四级残疾, 重度残疾, 中度残疾, 轻度残疾, 聋哑, 下肢瘫痪, 截肢, 失明, 失聪, 盲人, 聋人, 伤残
    """
)
OFFENCES = phrases(
    """
    burglary, larceny, robbery, armed robbery, aggravated assault, aggravated battery, domestic violence,
    domestic battery,
    simple assault, sexual assault, sexual battery, manslaughter, homicide, murder, rape, kidnapping, arson,
    embezzlement,
    forgery, grand theft, petty theft, petit theft, auto theft, identity theft, shoplifting, money laundering,
    wire fraud,
    tax evasion, drug possession, possession of cannabis, possession of cocaine, possession of a controlled substance,
    possession of controlled substance, poss controlled subst, possession of marijuana, drug trafficking,
    drug paraphernalia,
    driving under the influence, driving while intoxicated, drink driving, drunk driving, disorderly conduct,
    trespassing,
    criminal trespass, vandalism, criminal damage, criminal mischief, prostitution, perjury, resisting arrest,
    resisting an officer, violation of probation, probation violation, parole violation, contempt of court, felony,
    misdemeanor, misdemeanour, grievous bodily harm, actual bodily harm, handling stolen goods,
    receiving stolen property,
    convicted of, convicted for, was convicted, criminal record, criminal conviction, sentenced to, pleaded guilty,
    served time,
    released from prison, previous convictions, conditional discharge, suspended sentence, community order, on parole,
    on probation, 盗窃罪, 盗窃, 诈骗罪, 诈骗, 抢劫罪, 抢劫, 抢夺罪, 故意伤害罪, 故意伤害, 故意杀人罪, 强奸罪,
    危险驾驶罪,
    危险驾驶, 交通肇事罪, 交通肇事, 贩卖毒品罪, 贩卖毒品, 非法持有毒品, 容留他人吸毒, 吸毒, 寻衅滋事罪, 寻衅滋事,
    聚众斗殴,
    赌博罪, 开设赌场罪, 开设赌场, 非法拘禁罪, 职务侵占罪, 职务侵占, 挪用公款罪, 贪污罪, 受贿罪, 行贿罪, 合同诈骗罪,
    信用卡诈骗罪,
    非法吸收公众存款罪, 帮助信息网络犯罪活动罪, 掩饰隐瞒犯罪所得罪, 妨害公务罪, 敲诈勒索罪, 敲诈勒索, 猥亵罪, 纵火罪,
    放火罪,
    走私罪, 洗钱罪, 组织卖淫罪, 判处有期徒刑, 有期徒刑, 判处拘役, 行政拘留, 治安拘留, 刑事拘留, 取保候审, 监视居住,
    缓刑,
    刑满释放, 社区矫正, 假释, 强制戒毒, 有前科, 犯罪前科, 服刑
    """
)
OFFENCES_WEAK = phrases(
    """
        theft, assault, battery, fraud, dui, dwi, none, no record, speeding, reckless driving, harassment, stalking,
        无, 无犯罪记录, 拘役, 赌博
    """
)
DIAGNOSES = phrases(
    """
    type 1 diabetes, type 2 diabetes, diabetes mellitus, diabetes, diabetic, gestational diabetes, hypertension,
    hypotension,
    high blood pressure, hyperlipidemia, hyperlipidaemia, hypercholesterolemia, hypothyroidism, hyperthyroidism, asthma,
    asthmatic, copd, chronic obstructive pulmonary disease, emphysema, chronic bronchitis, bronchitis, pneumonia,
    tuberculosis, influenza, covid-19, coronary artery disease, coronary heart disease, ischemic heart disease,
    ischaemic heart disease, heart failure, congestive heart failure, myocardial infarction, heart attack, angina,
    atrial fibrillation, arrhythmia, cardiomyopathy, stroke patient, ischemic stroke, cerebral infarction, aneurysm,
    deep vein thrombosis, pulmonary embolism, anemia, anaemia, leukemia, leukaemia, lymphoma, multiple myeloma,
    melanoma,
    breast cancer, lung cancer, prostate cancer, colon cancer, colorectal cancer, pancreatic cancer, ovarian cancer,
    cervical cancer, stomach cancer, liver cancer, malignant neoplasm, carcinoma, metastatic, brain tumor, brain tumour,
    chronic kidney disease, renal failure, kidney failure, kidney stones, nephritis, nephropathy, dialysis, cirrhosis,
    hepatitis, hepatitis a, hepatitis b, hepatitis c, fatty liver, pancreatitis, gallstones, cholecystitis,
    appendicitis,
    gastritis, gastroenteritis, gastric ulcer, peptic ulcer, crohn's disease, crohns disease, ulcerative colitis,
    irritable bowel syndrome,
    celiac disease, coeliac disease, gerd, diverticulitis, osteoarthritis, rheumatoid arthritis, arthritis,
    osteoporosis,
    gout, fibromyalgia, scoliosis, herniated disc, lumbar disc herniation, fracture of, hip fracture, lupus, psoriasis,
    eczema, dermatitis, cellulitis, migraine, epilepsy, epileptic, seizure disorder, multiple sclerosis,
    parkinson's disease, parkinsons disease,
    parkinson disease, alzheimer's disease, alzheimers disease, alzheimer disease, dementia, neuropathy, sciatica,
    depression, major depressive disorder, depressive disorder, postpartum depression, anxiety disorder,
    generalized anxiety disorder,
    bipolar disorder, schizophrenia, schizophrenic, psychosis, ptsd, post-traumatic stress disorder, ocd,
    obsessive compulsive disorder, adhd, attention deficit, autism, eating disorder, anorexia nervosa, bulimia,
    insomnia,
    sleep apnea, sleep apnoea, alcohol dependence, alcoholism, substance abuse disorder, opioid dependence,
    suicidal ideation, self-harm,
    hiv positive, hiv-positive, hiv infection, hiv/aids, syphilis, gonorrhea, gonorrhoea, chlamydia, genital herpes,
    urinary tract infection, sepsis, meningitis, malaria, dengue fever, cholera, measles, chickenpox, mumps,
    scarlet fever,
    glaucoma, cataract, cataracts, macular degeneration, diabetic retinopathy, retinopathy, tinnitus, otitis media,
    sinusitis,
    tonsillitis, pharyngitis, upper respiratory infection, endometriosis, polycystic ovary syndrome, preeclampsia,
    ectopic pregnancy, miscarriage, infertility, erectile dysfunction, benign prostatic hyperplasia, cystic fibrosis,
    sickle cell, hemophilia, haemophilia, thalassemia, obesity, morbid obesity, penicillin allergy, anaphylaxis,
    concussion,
    chemotherapy, radiotherapy, hemodialysis, haemodialysis, insulin dependent, on insulin, metformin, atorvastatin,
    simvastatin, lisinopril, amlodipine, losartan, metoprolol, omeprazole, levothyroxine, albuterol, salbutamol,
    gabapentin,
    sertraline, fluoxetine, citalopram, escitalopram, venlafaxine, olanzapine, quetiapine, risperidone,
    lithium carbonate,
    methotrexate, warfarin, clopidogrel, prednisone, prednisolone, amoxicillin, ibuprofen, paracetamol, methadone,
    diagnosed with, was diagnosed, tested positive for, suffers from, prescribed
    """
)
DIAGNOSES_CHINESE = phrases(
    """
    糖尿病, 高血压, 低血压, 高血脂, 高脂血症, 冠心病, 心脏病, 心肌梗死, 心肌梗塞, 心绞痛, 心力衰竭, 心衰, 心律失常,
    房颤, 脑卒中,
    脑梗死, 脑梗塞, 脑出血, 中风后遗症, 哮喘, 慢性支气管炎, 支气管炎, 慢阻肺, 肺气肿, 肺炎, 肺结核, 结核病,
    流行性感冒, 流感,
    新冠肺炎, 新冠阳性, 核酸阳性, 乙肝, 丙肝, 甲肝, 病毒性肝炎, 肝炎, 肝硬化, 脂肪肝, 胆结石, 胆囊炎, 胰腺炎, 阑尾炎,
    胃炎, 胃溃疡,
    十二指肠溃疡, 肠胃炎, 结肠炎, 肾炎, 肾结石, 肾衰竭, 肾病综合征, 尿毒症, 透析, 痛风, 高尿酸血症, 类风湿关节炎,
    类风湿, 关节炎,
    骨质疏松, 骨折, 腰椎间盘突出, 颈椎病, 风湿, 红斑狼疮, 银屑病, 湿疹, 皮炎, 荨麻疹, 癫痫, 帕金森, 阿尔茨海默,
    老年痴呆, 痴呆,
    偏头痛, 抑郁症, 抑郁, 焦虑症, 双相情感障碍, 躁郁症, 精神分裂症, 精神分裂, 精神障碍, 强迫症, 自闭症, 孤独症,
    多动症, 失眠症,
    酒精依赖, 药物成瘾, 艾滋病, 艾滋, 梅毒, 淋病, 尖锐湿疣, 性病, 恶性肿瘤, 肿瘤, 肺癌, 胃癌, 肝癌, 乳腺癌, 宫颈癌,
    结直肠癌,
    直肠癌, 食管癌, 前列腺癌, 甲状腺癌, 白血病, 淋巴瘤, 贫血, 地中海贫血, 血友病, 甲亢, 甲减, 甲状腺结节, 甲状腺功能,
    子宫肌瘤,
    卵巢囊肿, 子宫内膜异位, 不孕症, 流产, 早产, 先兆子痫, 前列腺增生, 白内障, 青光眼, 视网膜病变, 中耳炎, 鼻窦炎,
    鼻炎, 扁桃体炎,
    咽炎, 上呼吸道感染, 尿路感染, 败血症, 脑膜炎, 手足口病, 水痘, 麻疹, 腮腺炎, 猩红热, 登革热, 疟疾, 布鲁氏菌病,
    过敏性鼻炎,
    青霉素过敏, 过敏史, 尘肺, 职业病, 先天性心脏病, 脑瘫, 唐氏综合征, 化疗, 放疗, 确诊为, 确诊患, 患有, 既往病史,
    二甲双胍, 胰岛素,
    阿司匹林, 硝苯地平, 氨氯地平, 阿托伐他汀, 服用降压药
    """
)
SEXES = phrases(
    """
        male, female, 男, 女, 男性, 女性, männlich, weiblich, masculino, femenino, feminino, masculin, féminin, man,
        vrouw, kvinna, hombre, mujer, homme, femme, non-binary, nonbinary, transgender, 未知的性别, 未说明的性别
    """
)
SEXES_WEAK = phrases("other, unknown, prefer not to say, 未知, 其他, m, f, u, x, divers, women, men, woman, boy, girl")
MARITAL = phrases(
    """
        married, single, divorced, widowed, never married, separated, civil partnership, domestic partner,
        cohabiting, engaged to be married, casado, soltero, casada, soltera, divorciado, viudo, verheiratet, ledig,
        geschieden, verwitwet, marié, mariée, célibataire, divorcé, veuf, 已婚, 未婚, 离异, 离婚, 丧偶, 再婚, 初婚,
        复婚, 已婚已育, 已婚未育, 分居
    """
)
MARITAL_WEAK = phrases(
    "other, unknown, partner, widow, widower, civil marriage, not married, engaged, 未知, 不详, 其他, 未说明"
)
EDUCATIONS = phrases(
    """
        bachelor's degree, bachelors degree, master's degree, masters degree, high school diploma,
        high school graduate, some college, associate degree, associate's degree, doctorate, doctoral degree,
        secondary education, higher education, primary education, vocational training, no formal education,
        incomplete higher, lower secondary, some college or associate degree, less than high school degree,
        high school degree, graduate degree, bachelor degree, master degree, 大学本科, 本科, 大专, 专科, 大学专科,
        硕士, 博士, 硕士研究生, 博士研究生, 研究生, 高中, 初中, 小学, 中专, 职高, 技校, 文盲, 半文盲, 初中毕业,
        高中毕业, 大学毕业, 小学毕业, 学龄前, 文盲或半文盲
    """
)
EDUCATIONS_WEAK = phrases(
    """
        high school, college, university, bachelor, bachelors, master, masters, phd, primary, secondary, tertiary,
        graduate, postgraduate, none, unknown, diploma, 其他, 不详, 无, 大学, 中学, secondary / secondary special,
        academic degree
    """
)
